package io.muster.core.encryption;

import io.muster.core.encryption.KeyWrapper.Wrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the data keys as they are kept, wrapped. Reads are fresh; a write is refused when what it stands on has changed. */
public interface KeyBook {
    /**
     * One data key.
     *
     * @param made later than that of every key it came after
     * @param retired since when it is not opened any more, because nothing was found to be sealed under it
     * @param version guards the next write
     */
    record Entry(String id, Instant made, Wrapped wrapped, Optional<Instant> retired, String version) {}

    /**
     * All of the book.
     *
     * @param current the key new values are sealed under; one of {@code keys}
     * @param version guards who is current
     * @param pass the walk that was begun last
     */
    record Contents(List<Entry> keys, Entry current, String version, Optional<Pass> pass) {
        public Contents {
            keys = List.copyOf(keys);
        }

        /** Those that something may still be sealed under, though nothing new is. */
        public List<Entry> older() {
            return keys.stream()
                    .filter(key ->
                            !key.id().equals(current.id()) && key.retired().isEmpty())
                    .toList();
        }
    }

    /**
     * A walk over everything sealed.
     *
     * @param target the key that what lies under older ones is sealed under anew
     * @param place where it goes on
     * @param stuck how many values did not open
     * @param version guards the next write; empty for a pass that was never kept
     */
    record Pass(
            String target,
            Instant started,
            String place,
            long resealed,
            long stuck,
            Optional<Instant> finished,
            String version) {}

    /** Empty before anything was sealed. */
    Optional<Contents> read();

    /** Makes a key and has it be the current one, or does neither. */
    boolean supersede(Contents seen, String id, Instant made, Wrapped wrapped);

    boolean rewrap(Entry key, Wrapped wrapped);

    boolean retire(Entry key, Instant at);

    boolean forget(Entry key);

    /** @return the pass at its new version; empty when another instance has written it */
    Optional<Pass> save(Pass pass);
}
