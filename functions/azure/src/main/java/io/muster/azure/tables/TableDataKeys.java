package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.encryption.DataKey;
import io.muster.core.encryption.DataKeys;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Data keys, wrapped in the table. Which one is current an instance knows for at most 30 s; the first instance to seal
 * something makes the first.
 */
final class TableDataKeys implements DataKeys {
    private static final System.Logger LOG = System.getLogger(TableDataKeys.class.getName());
    private static final String ID = "Id";
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(10);
    /** No longer: a key is taken to be out of use some minutes after it was superseded (ADR 12). */
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private record Current(String id, Instant at) {}

    private final StorageTable table;
    private final Keys keys;
    private final KeyWrapper wrapper;
    private final OpenedKeys opened;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile Optional<Current> latest = Optional.empty();

    TableDataKeys(
            StorageTable table,
            Keys keys,
            KeyWrapper wrapper,
            Duration withoutVault,
            InstantSource clock,
            SecureRandom random) {
        this.table = table;
        this.keys = keys;
        this.wrapper = wrapper;
        this.opened = new OpenedKeys(this::open, withoutVault, clock);
        this.clock = clock;
        this.random = random;
    }

    @Override
    public DataKey current() {
        return byId(currentId());
    }

    @Override
    public DataKey byId(String id) {
        return opened.get(id);
    }

    private String currentId() {
        Optional<Current> seen = latest;
        if (younger(seen, CHECKED_EVERY)) {
            return seen.orElseThrow().id();
        }
        boolean usable = younger(seen, MAX_AGE);
        // One looks; the others go on with what they know while they may, and wait when they may not.
        if (usable && !checking.tryLock()) {
            return seen.orElseThrow().id();
        }
        if (!usable) {
            checking.lock();
        }
        try {
            return younger(latest, CHECKED_EVERY) ? latest.orElseThrow().id() : check();
        } finally {
            checking.unlock();
        }
    }

    private String check() {
        Instant now = clock.instant();
        try {
            String id = findOrMake();
            latest = Optional.of(new Current(id, now));
            return id;
        } catch (Problem failed) {
            if (!younger(latest, MAX_AGE)) {
                throw failed;
            }
            LOG.log(Level.WARNING, "which data key is current was not looked up: {0}", failed.reason());
            return latest.orElseThrow().id();
        }
    }

    private String findOrMake() {
        Optional<Row> pointer = table.find(keys.currentDataKey());
        if (pointer.isEmpty()) {
            make();
            pointer = table.find(keys.currentDataKey());
        }
        return pointer.orElseThrow().text(ID);
    }

    /** Either both rows are written or, when another instance was first, neither. */
    private void make() {
        String id = HexFormat.of().formatHex(bytes(8));
        Row key = new DataKeyRows(keys).write(id, clock.instant(), wrapper.wrap(Secret.of(bytes(32))));
        Row pointer = Row.at(keys.currentDataKey()).put(ID, id);
        Outcome unused = table.submit(List.of(create(key), create(pointer)));
    }

    private DataKey open(String id) {
        Row row = table.find(keys.dataKey(id))
                .filter(found -> !DataKeyRows.retired(found))
                .orElseThrow(() -> new IllegalStateException("there is no data key " + id));
        return new DataKey(id, wrapper.unwrap(DataKeyRows.wrapped(row)));
    }

    /** A moment in the future counts as long past: the system clock was set back, and nothing is known of its age. */
    private boolean younger(Optional<Current> current, Duration age) {
        return current.map(it -> Duration.between(it.at(), clock.instant()))
                .filter(since -> !since.isNegative() && since.compareTo(age) < 0)
                .isPresent();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static TableTransactionAction create(Row row) {
        return new TableTransactionAction(TableTransactionActionType.CREATE, row.entity());
    }
}
