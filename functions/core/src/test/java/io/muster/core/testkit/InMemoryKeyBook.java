package io.muster.core.testkit;

import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.encryption.KeyBook;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The book of data keys, with its first key in it; each write is refused that comes over another. */
public final class InMemoryKeyBook implements KeyBook {
    private final Journal journal;
    private final Map<String, Entry> keys = new LinkedHashMap<>();
    private String current;
    private int version = 1;
    private Optional<Pass> pass = Optional.empty();

    public InMemoryKeyBook(Journal journal, Entry first) {
        this.journal = journal;
        this.current = first.id();
        keys.put(first.id(), first);
    }

    /** The keys as an instance has them that caches nothing. A retired one does not open. */
    public DataKeys opened(KeyWrapper vault) {
        return new DataKeys() {
            @Override
            public DataKey current() {
                return byId(current);
            }

            @Override
            public DataKey byId(String id) {
                Entry entry = entry(id);
                if (entry.retired().isPresent()) {
                    throw new IllegalStateException("the data key is retired: " + id);
                }
                return new DataKey(id, vault.unwrap(entry.wrapped()));
            }
        };
    }

    @Override
    public Optional<Contents> read() {
        journal.before("book.read");
        return Optional.of(new Contents(List.copyOf(keys.values()), entry(current), "" + version, pass));
    }

    @Override
    public boolean supersede(Contents seen, String id, Instant made, Wrapped wrapped) {
        journal.before("book.supersede");
        boolean mine = seen.version().equals("" + version);
        if (mine) {
            keys.put(id, new Entry(id, made, wrapped, Optional.empty(), "0"));
            current = id;
            version++;
        }
        journal.after("book.supersede");
        return mine;
    }

    @Override
    public boolean rewrap(Entry key, Wrapped wrapped) {
        return write("rewrap", key, new Entry(key.id(), key.made(), wrapped, key.retired(), key.version() + "1"));
    }

    @Override
    public boolean retire(Entry key, Instant at) {
        return write(
                "retire", key, new Entry(key.id(), key.made(), key.wrapped(), Optional.of(at), key.version() + "1"));
    }

    @Override
    public boolean forget(Entry key) {
        journal.before("book.forget");
        boolean mine = keys.remove(key.id(), key);
        journal.after("book.forget");
        return mine;
    }

    @Override
    public Optional<Pass> save(Pass saved) {
        journal.before("book.save");
        if (!saved.version().equals(pass.map(Pass::version).orElse(""))) {
            return Optional.empty();
        }
        pass = Optional.of(new Pass(
                saved.target(),
                saved.started(),
                saved.place(),
                saved.resealed(),
                saved.stuck(),
                saved.finished(),
                saved.version() + "1"));
        journal.after("book.save");
        return pass;
    }

    private Entry entry(String id) {
        return Optional.ofNullable(keys.get(id))
                .orElseThrow(() -> new IllegalStateException("there is no data key " + id));
    }

    private boolean write(String verb, Entry before, Entry after) {
        journal.before("book." + verb);
        boolean mine = keys.replace(before.id(), before, after);
        journal.after("book." + verb);
        return mine;
    }
}
