package io.muster.local.hub.script;

import java.util.Arrays;
import java.util.Optional;

/**
 * A hub's size and what the vendor's page on quotas says that it takes: identity operations a minute and unit, reads
 * included; twin reads and twin updates a second, some with a floor for the whole hub.
 */
enum Tier {
    S1(100, 100, 0, 50, 0),
    S2(100, 100, 10, 50, 5),
    S3(5000, 0, 500, 0, 250);

    private final int identityPerMinute;
    private final int leastReads;
    private final int reads;
    private final int leastWrites;
    private final int writes;

    /** Of two figures for the twins, the first is for the whole hub, the second for each unit; the higher one counts. */
    Tier(int identityPerMinute, int leastReads, int reads, int leastWrites, int writes) {
        this.identityPerMinute = identityPerMinute;
        this.leastReads = leastReads;
        this.reads = reads;
        this.leastWrites = leastWrites;
        this.writes = writes;
    }

    static Optional<Tier> named(String name) {
        return Arrays.stream(values()).filter(tier -> tier.name().equals(name)).findFirst();
    }

    int identityPerMinute(int units) {
        return identityPerMinute * units;
    }

    int twinReadsPerSecond(int units) {
        return Math.max(leastReads, reads * units);
    }

    int twinWritesPerSecond(int units) {
        return Math.max(leastWrites, writes * units);
    }
}
