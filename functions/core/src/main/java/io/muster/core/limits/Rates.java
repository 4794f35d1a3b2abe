package io.muster.core.limits;

import java.time.Duration;

/**
 * How much is taken on; 0 stands for no limit, which costs nothing.
 *
 * @param registrationsPerMinute registers of devices that have proven themselves, of all instances together
 * @param serviceCallsPerMinute calls of the service API that were let in, of all instances together
 * @param pollsPerTenSeconds look-ups of one device at one instance
 * @param longestPenalty of a device that comes before its time or does not prove itself again and again; zero: none
 */
public record Rates(
        int registrationsPerMinute, int serviceCallsPerMinute, int pollsPerTenSeconds, Duration longestPenalty) {
    /** What DPS keeps to (behaviour.md section 7); penalties are ours. */
    public static final Rates OF_DPS = new Rates(1000, 1000, 5, Duration.ofSeconds(60));

    public static final Rates UNLIMITED = new Rates(0, 0, 0, Duration.ZERO);
}
