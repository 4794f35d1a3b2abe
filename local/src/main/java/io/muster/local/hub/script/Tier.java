package io.muster.local.hub.script;

import java.util.Arrays;
import java.util.Optional;

/**
 * A hub's size and what the vendor's page on quotas says that it takes: identity operations a minute and unit, reads
 * included; twin reads and twin updates a second, some with a floor for the whole hub.
 */
enum Tier {
    S1(100, new PerSecond(100, 0), new PerSecond(50, 0)),
    S2(100, new PerSecond(100, 10), new PerSecond(50, 5)),
    S3(5000, new PerSecond(0, 500), new PerSecond(0, 250));

    private final int identityPerMinute;
    private final PerSecond twinReads;
    private final PerSecond twinWrites;

    Tier(int identityPerMinute, PerSecond twinReads, PerSecond twinWrites) {
        this.identityPerMinute = identityPerMinute;
        this.twinReads = twinReads;
        this.twinWrites = twinWrites;
    }

    /** The higher of the two. */
    private record PerSecond(int floor, int eachUnit) {
        int of(int units) {
            return Math.max(floor, eachUnit * units);
        }
    }

    static Optional<Tier> named(String name) {
        return Arrays.stream(values()).filter(tier -> tier.name().equals(name)).findFirst();
    }

    int identityPerMinute(int units) {
        return identityPerMinute * units;
    }

    int twinReadsPerSecond(int units) {
        return twinReads.of(units);
    }

    int twinWritesPerSecond(int units) {
        return twinWrites.of(units);
    }
}
