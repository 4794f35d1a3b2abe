package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds what strangers can make this instance write: to be refused takes no credential. A flood under one id stays within
 * that id's share and does not push out the traces of the others.
 */
public final class DecisionBudget {
    private static final System.Logger LOG = System.getLogger(DecisionBudget.class.getName());
    private static final int PER_SECOND = 10;
    private static final int BURST = 100;
    private static final int PER_ID = 5;
    /** More than the 700 that can be written in a minute: none is forgotten within its own. */
    private static final int IDS = 1024;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How often an id was written in the minute that began then. */
    private record Share(Instant since, int taken) {}

    private final InstantSource clock;
    private final String what;
    private final Map<RegistrationId, Share> shares = new LinkedHashMap<>(16, 0.75f, true);
    private double available = BURST;
    private Instant filled;
    private Instant failed = Instant.MIN;
    private Instant told = Instant.MIN;
    private long lost;

    public DecisionBudget(InstantSource clock) {
        this(clock, "decision traces");
    }

    /** @param what is kept, for the log's sake when it is not */
    public DecisionBudget(InstantSource clock, String what) {
        this.clock = clock;
        this.what = what;
        this.filled = clock.instant();
    }

    /** Whether one more trace about this id may be written. */
    public synchronized boolean take(RegistrationId id) {
        Instant now = clock.instant();
        refill(now);
        Share share = share(id, now);
        boolean mayWrite = share.taken() < PER_ID && available >= 1 && !within(PAUSE, failed, now);
        if (mayWrite) {
            available--;
            remember(id, new Share(share.since(), share.taken() + 1));
        } else {
            lost++;
        }
        tell(now);
        return mayWrite;
    }

    /** After a write that failed: the answers to come do not wait for a store that does not answer. */
    public synchronized void pause() {
        failed = clock.instant();
    }

    private void refill(Instant now) {
        double earned = Duration.between(filled, now).toNanos() / 1e9 * PER_SECOND;
        available = Math.min(BURST, available + Math.max(0, earned));
        filled = now;
    }

    private Share share(RegistrationId id, Instant now) {
        Share share = shares.getOrDefault(id, new Share(now, 0));
        return within(MINUTE, share.since(), now) ? share : new Share(now, 0);
    }

    private void remember(RegistrationId id, Share share) {
        shares.put(id, share);
        if (shares.size() > IDS) {
            shares.remove(shares.keySet().iterator().next());
        }
    }

    private void tell(Instant now) {
        if (lost > 0 && !within(MINUTE, told, now)) {
            LOG.log(Level.WARNING, "{0} {1} were not kept: too many, or storage failed", lost, what);
            lost = 0;
            told = now;
        }
    }

    /** A moment in the future is long past: the clock was set back since. */
    private static boolean within(Duration time, Instant since, Instant now) {
        return !now.isBefore(since) && since.isAfter(now.minus(time));
    }
}
