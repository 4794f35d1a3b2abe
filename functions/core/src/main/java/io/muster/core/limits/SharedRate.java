package io.muster.core.limits;

import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * One instance's view of a rate that all share. It takes a twenty-fifth of the minute's allowance at a time from the shared row, so
 * never more than the allowance is given out, a registration costs a small part of a storage operation, and what an instance
 * has taken and nobody asked it for is all that may be missing.
 */
final class SharedRate {
    private static final System.Logger LOG = System.getLogger(SharedRate.class.getName());
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int CHUNKS = 25;
    /** Instances meet at the row at the beginning of each minute. */
    private static final int TRIES = 16;
    /** Of the allowance, while nobody can say what the others take. */
    private static final int LOCAL_PART = 10;

    private static final double SHORTEST_SPREAD = 0.25;
    private static final double LONGEST_SPREAD = 9;

    private final RateKind kind;
    private final int perMinute;
    private final Allowances allowances;
    private final InstantSource clock;
    private final RandomGenerator random;
    private long minute = Long.MIN_VALUE;
    private Optional<Allowances.Kept> seen = Optional.empty();
    private boolean spent;
    private boolean alone;
    private long left;
    private long admitted;
    private long admittedBefore;
    private long refused;

    SharedRate(RateKind kind, int perMinute, Allowances allowances, InstantSource clock, RandomGenerator random) {
        this.kind = kind;
        this.perMinute = perMinute;
        this.allowances = allowances;
        this.clock = clock;
        this.random = random;
    }

    /** Empty: go on. Else how long to stay away. */
    synchronized Optional<Duration> take() {
        if (perMinute == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        turnTo(now);
        if (left == 0 && !spent) {
            takeChunk();
        }
        if (left == 0) {
            return Optional.of(refuse(now));
        }
        left--;
        admitted++;
        return Optional.empty();
    }

    /** As {@link #take} of one that could not go on; takes nothing, and asks no store. */
    synchronized Optional<Duration> closed() {
        if (perMinute == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        turnTo(now);
        // It is not known yet whether the caller is anybody, so it does not make the others wait longer.
        return left == 0 && spent ? Optional.of(wait(now)) : Optional.empty();
    }

    private void turnTo(Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), MINUTE.toSeconds());
        if (current != minute) {
            admittedBefore = current == minute + 1 ? admitted : 0;
            minute = current;
            seen = Optional.empty();
            spent = false;
            alone = false;
            left = 0;
            admitted = 0;
            refused = 0;
        }
    }

    private void takeChunk() {
        try {
            OptionalLong chunk = alone ? OptionalLong.of(0) : chunk();
            left = chunk.orElse(0);
            // Where others were always quicker, the next call tries again.
            spent = chunk.isPresent() && left == 0;
        } catch (Problem unavailable) {
            // Devices are served rather than the figure kept: as much as this instance had in the minute before.
            LOG.log(Level.WARNING, "{0}: what others take is not known: {1}", kind, unavailable.reason());
            alone = true;
            left = Math.max(0, Math.max(admittedBefore, (perMinute + LOCAL_PART - 1) / LOCAL_PART) - admitted);
            spent = left == 0;
        }
    }

    /** Empty when others were always quicker. */
    private OptionalLong chunk() {
        for (int i = 0; i < TRIES; i++) {
            if (i > 0 || seen.isEmpty()) {
                seen = allowances.find(kind, minute);
            }
            long taken = seen.map(Allowances.Kept::taken).orElse(0L);
            long chunk = Math.min(Math.max(1, perMinute / CHUNKS), perMinute - taken);
            if (chunk <= 0) {
                return OptionalLong.of(0);
            }
            Optional<Allowances.Kept> saved = allowances.save(kind, minute, taken + chunk, seen);
            if (saved.isPresent()) {
                seen = saved;
                return OptionalLong.of(chunk);
            }
        }
        return OptionalLong.empty();
    }

    private Duration refuse(Instant now) {
        refused++;
        return wait(now);
    }

    /** Until the minute is over, and then spread over as much of the next ones as those refused will need. */
    private Duration wait(Instant now) {
        Duration rest = Duration.between(now, Instant.ofEpochSecond((minute + 1) * MINUTE.toSeconds()));
        double minutes = (double) refused / Math.max(1, admitted);
        double spread = Math.max(SHORTEST_SPREAD, Math.min(LONGEST_SPREAD, minutes)) * MINUTE.toMillis();
        return rest.plusMillis((long) (random.nextDouble() * spread));
    }
}
