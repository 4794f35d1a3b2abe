package io.muster.core.levelling;

import java.time.Duration;
import java.time.Instant;

/**
 * What all instances share about a hub that throttles: tickets are numbered as they are given out, and a ticket's turn
 * comes once that many writes are allowed. A later rise of the rate so brings everybody's turn nearer.
 *
 * @param perMinute identity writes the hub was believed to take at {@code changed}, learnt from its 429s; from then on
 *     the rate rises, slowly at first, until the hub refuses again
 * @param issued the last ticket given out
 * @param allowed how many tickets' turn has come at {@code at}
 * @param at when that was seen; in the future while the hub wants to be left alone
 * @param changed when the hub last refused
 */
public record HubBudget(double perMinute, long issued, double allowed, Instant at, Instant changed) {
    private static final double LEAST = 6;
    private static final double MOST = 60_000;
    private static final double LOWER = 0.7;
    /** After so long without a refusal the rate has doubled. */
    private static final double DOUBLED_SECONDS = 40;
    /** What was not used of the last seconds may be used at once. */
    private static final double BURST_SECONDS = 5;
    /** Refusals that come in a flock are one. */
    private static final Duration LOWERED_AGAIN_AFTER = Duration.ofSeconds(8);

    /** The first guess, when a hub refuses for the first time. */
    static HubBudget first(double writtenInLastMinute, Duration retryAfter, Instant now) {
        double perMinute = bounded(writtenInLastMinute);
        return new HubBudget(perMinute, 0, 1, now.plus(retryAfter), now);
    }

    double allowedAt(Instant now) {
        double grown = grown(now) - grown(at);
        return Math.min(allowed + Math.max(0, grown), issued + BURST_SECONDS * perSecond(perMinute));
    }

    boolean isTurnOf(long ticket, Instant now) {
        return !now.isBefore(at) && ticket <= allowedAt(now);
    }

    /** How long until that ticket's turn at the present rate. */
    Duration waitOf(long ticket, Instant now) {
        double missing = Math.max(0, ticket - allowedAt(now));
        Duration held = now.isBefore(at) ? Duration.between(now, at) : Duration.ZERO;
        return held.plusMillis((long) Math.ceil(missing / perSecond(rate(now)) * 1000));
    }

    /** With {@code count} tickets more given out. */
    HubBudget issue(int count, Instant now) {
        return new HubBudget(perMinute, issued + count, allowedAt(now), at.isAfter(now) ? at : now, changed);
    }

    /** After a 429: nobody's turn comes before {@code retryAfter} is over, and the rate is lower. */
    HubBudget refused(Duration retryAfter, Instant now) {
        boolean lowered = now.isAfter(changed.plus(LOWERED_AGAIN_AFTER));
        double rate = lowered ? bounded(rate(now) * LOWER) : perMinute;
        Instant held = now.plus(retryAfter);
        return new HubBudget(rate, issued, allowedAt(now), held.isAfter(at) ? held : at, lowered ? now : changed);
    }

    /** The first 429 of an instance that wrote without tickets so far: the hub took its writes beside those of the line. */
    HubBudget joined(double writtenInLastMinute, Duration retryAfter, Instant now) {
        Instant held = now.plus(retryAfter);
        return new HubBudget(
                bounded(rate(now) + writtenInLastMinute), issued, allowedAt(now), held.isAfter(at) ? held : at, now);
    }

    /** The line has not come to that ticket after all: it was refused when it was its turn. */
    HubBudget setBack(long ticket, Instant now) {
        return new HubBudget(
                perMinute, issued, Math.min(allowedAt(now), (double) ticket - 1), at.isAfter(now) ? at : now, changed);
    }

    /** Nobody has asked for a ticket for so long that the hub is taken for one that does not throttle. */
    boolean forgotten(Instant now) {
        return now.isAfter(at.plus(Duration.ofMinutes(10))) && allowedAt(now) >= issued;
    }

    /** How many tickets an instance takes at a time: what the hub takes in two seconds. */
    int share() {
        return (int) Math.max(1, Math.min(100, perSecond(perMinute) * 2));
    }

    private double rate(Instant now) {
        double part = sinceChange(now) / DOUBLED_SECONDS;
        return bounded(perMinute * (1 + part * part));
    }

    /** The integral of the rate from the last refusal on. */
    private double grown(Instant until) {
        double since = sinceChange(until);
        return perSecond(perMinute) * since * (1 + since * since / (3 * DOUBLED_SECONDS * DOUBLED_SECONDS));
    }

    private double sinceChange(Instant now) {
        return Math.max(0, seconds(Duration.between(changed, now)));
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
