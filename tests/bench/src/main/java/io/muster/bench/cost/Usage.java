package io.muster.bench.cost;

/**
 * What one registration uses, on average.
 *
 * @param executions of functions, by requests and by messages
 * @param cpuSeconds of the functions hosts
 * @param executionSeconds how long one execution lasts
 */
public record Usage(
        double tableReads,
        double tableWrites,
        double busOperations,
        double executions,
        double vaultCalls,
        double cpuSeconds,
        double executionSeconds) {
    /** Flex's shortest active period, as far as is known. */
    private static final double SHORTEST_SECONDS = 1;

    double tableTransactions() {
        return tableReads + tableWrites;
    }

    /** The least memory time: one core that is always busy. Instances with less than a core are active for longer. */
    double busyGigabyteSeconds(double gigabytes) {
        return cpuSeconds * gigabytes;
    }

    /** The most: every execution wakes an instance for itself alone. */
    double aloneGigabyteSeconds(double gigabytes) {
        return executions * Math.max(SHORTEST_SECONDS, executionSeconds) * gigabytes;
    }
}
