package io.muster.core.audit;

import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes this process's chain. What cannot be written must not happen: callers append first, and act only when that
 * returned. A write whose fate is unknown ends the chain; the next entry begins another.
 */
public final class AuditLog {
    /** Named so that its lines can be told apart: each names a head, outside of the store (docs/audit.md). */
    private static final System.Logger LOG = System.getLogger("muster.Audit");

    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final Duration CLOCKS_AHEAD = Duration.ofMinutes(5);
    private static final int LOOKED_AT = 500;
    private static final int PAGES = 20;
    private static final int MOST_WITNESSED = 50;
    private static final int MOST_ENDINGS = 200;

    private final AuditStore store;
    private final AuditSeal seal;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Deque<Ended> ended = new ArrayDeque<>();
    private Optional<Head> head = Optional.empty();
    private Instant looked = Instant.MIN;

    private record Ended(String chain, Ending ending) {}

    public AuditLog(AuditStore store, AuditSeal seal, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
        this.random = random;
    }

    /** Keeps it for good, or throws {@code Problem} UNAVAILABLE; one write to the store. */
    public Head append(Act act) {
        takeTurn();
        try {
            AuditRecord next = seal.seal(next(act));
            // Forgotten until it is known to be there: after a failure nobody knows what the chain's last entry is.
            head = Optional.empty();
            store.insert(next);
            head = Optional.of(next.head());
            told(next.entry());
            LOG.log(Level.INFO, "audit {0} {1} {2}", next.head().text(), act.operation(), act.caller());
            return next.head();
        } finally {
            writing.unlock();
        }
    }

    /** How an entry ended: the next one of its chain tells it. Lost with the process when there is none. */
    public void ended(Head entry, int status) {
        synchronized (ended) {
            if (ended.size() == MOST_ENDINGS) {
                ended.removeFirst();
            }
            ended.add(new Ended(entry.chain(), new Ending(entry.sequence(), status)));
        }
    }

    private void takeTurn() {
        try {
            if (writing.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("interrupted while waiting for the audit log", e);
        }
        throw Problem.unavailable(
                "the audit log takes too long to write", new IllegalStateException("lock not obtained"));
    }

    private AuditEntry next(Act act) {
        Instant now = clock.instant();
        if (head.isEmpty()) {
            String chain = freshName();
            List<Head> witnessed = seen(chain, now.minus(LOOK_BACK), now);
            return new AuditEntry(chain, 0, Moments.after(Instant.EPOCH, now), "", act, List.of(), witnessed);
        }
        Head last = head.get();
        List<Head> witnessed = now.isAfter(looked.plus(LOOK_EVERY)) ? seen(last.chain(), looked, now) : List.of();
        return new AuditEntry(
                last.chain(),
                last.sequence() + 1,
                Moments.after(last.at(), now),
                last.hash(),
                act,
                endingsOf(last.chain()),
                witnessed);
    }

    /** The latest entries of other chains: with them named here, those chains cannot lose their ends unnoticed. */
    private List<Head> seen(String own, Instant since, Instant now) {
        Instant from = since.isAfter(now.minus(LOOK_BACK)) ? since : now.minus(LOOK_BACK);
        Map<String, Head> heads = new LinkedHashMap<>();
        Optional<String> next = Optional.empty();
        for (int i = 0; i < PAGES; i++) {
            var page = store.page(from, next, now.plus(CLOCKS_AHEAD), LOOKED_AT);
            page.items().stream()
                    .flatMap(kept -> kept.entry().stream())
                    .filter(seal::holds)
                    .map(AuditRecord::head)
                    .filter(it -> !it.chain().equals(own))
                    .forEach(it -> {
                        heads.remove(it.chain());
                        heads.put(it.chain(), it);
                    });
            next = page.next();
            if (next.isEmpty()) {
                break;
            }
        }
        looked = now;
        List<Head> latest = new ArrayList<>(heads.values());
        return latest.subList(Math.max(0, latest.size() - MOST_WITNESSED), latest.size());
    }

    private List<Ending> endingsOf(String chain) {
        synchronized (ended) {
            return ended.stream()
                    .filter(it -> it.chain().equals(chain))
                    .map(Ended::ending)
                    .toList();
        }
    }

    /** What the entry tells need not be told again; what another chain could only have told itself is lost. */
    private void told(AuditEntry written) {
        synchronized (ended) {
            ended.removeIf(it ->
                    !it.chain().equals(written.chain()) || written.endings().contains(it.ending()));
        }
    }

    private String freshName() {
        byte[] bytes = new byte[9];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
