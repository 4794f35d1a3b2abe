package io.muster.core.levelling;

import java.time.Duration;
import java.time.Instant;

/**
 * What all instances share about a hub that throttles: tickets are numbered as they are given out, and a ticket's turn
 * comes once that many writes are allowed. A later rise of the rate so brings everybody's turn nearer.
 *
 * @param perMinute identity writes the hub is believed to take, learnt from its 429s
 * @param issued the last ticket given out
 * @param allowed how many tickets' turn had come at {@code at}
 * @param changed when the rate was last changed
 */
public record HubBudget(double perMinute, long issued, double allowed, Instant at, Instant changed) {
    private static final double LEAST = 6;
    private static final double MOST = 60_000;
    private static final double LOWER = 0.7;
    private static final double RAISE = 1.25;
    /** What was not used of the last seconds may be used at once. */
    private static final double BURST_SECONDS = 5;
    /** Refusals that come in a flock are one. */
    private static final Duration LOWERED_AGAIN_AFTER = Duration.ofSeconds(3);

    private static final Duration RAISED_AFTER = Duration.ofSeconds(20);

    /** The first guess, when a hub refuses for the first time. */
    static HubBudget first(double writtenInLastMinute, Duration retryAfter, Instant now) {
        double perMinute = bounded(writtenInLastMinute);
        return new HubBudget(perMinute, 0, 1 - perSecond(perMinute) * seconds(retryAfter), now, now);
    }

    double allowedAt(Instant now) {
        double passed = Math.max(0, seconds(Duration.between(at, now)));
        return Math.min(allowed + passed * perSecond(perMinute), issued + BURST_SECONDS * perSecond(perMinute));
    }

    boolean isTurnOf(long ticket, Instant now) {
        return ticket <= allowedAt(now);
    }

    /** How long until that ticket's turn at the present rate. */
    Duration waitOf(long ticket, Instant now) {
        double missing = Math.max(0, ticket - allowedAt(now));
        return Duration.ofMillis((long) Math.ceil(missing / perSecond(perMinute) * 1000));
    }

    /** With {@code count} tickets more given out, and the rate raised when the hub has not refused for some time. */
    HubBudget issue(int count, Instant now) {
        boolean raised = now.isAfter(changed.plus(RAISED_AFTER));
        return new HubBudget(
                raised ? bounded(perMinute * RAISE) : perMinute,
                issued + count,
                allowedAt(now),
                now,
                raised ? now : changed);
    }

    /** After a 429: nobody's turn comes before {@code retryAfter} is over, and the rate is lower. */
    HubBudget refused(Duration retryAfter, Instant now) {
        boolean lowered = now.isAfter(changed.plus(LOWERED_AGAIN_AFTER));
        double rate = lowered ? bounded(perMinute * LOWER) : perMinute;
        double held = allowedAt(now) - perSecond(rate) * seconds(retryAfter);
        return new HubBudget(rate, issued, lowered ? held : allowed, lowered ? now : at, lowered ? now : changed);
    }

    /** Nobody has asked for a ticket for so long that the hub is taken for one that does not throttle. */
    boolean forgotten(Instant now) {
        return now.isAfter(at.plus(Duration.ofMinutes(10))) && allowedAt(now) >= issued;
    }

    /** How many tickets an instance takes at a time: what the hub takes in two seconds. */
    int share() {
        return (int) Math.max(1, Math.min(100, perSecond(perMinute) * 2));
    }

    private static double bounded(double perMinute) {
        return Math.max(LEAST, Math.min(MOST, perMinute));
    }

    private static double perSecond(double perMinute) {
        return perMinute / 60;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
