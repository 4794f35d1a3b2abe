package io.muster.bench;

import io.muster.bench.cost.Usage;

/**
 * What registrations of one kind used.
 *
 * @param requests that devices sent, polls among them
 * @param requestSeconds from a request to its answer, all together
 * @param cpuSeconds of the functions hosts, all together
 * @param webhooks how often the webhook was asked
 */
record CostCount(
        CostCase what,
        int registrations,
        int requests,
        double requestSeconds,
        double cpuSeconds,
        int webhooks,
        Operations.Counted counted) {

    double each(long count) {
        return (double) count / registrations;
    }

    long executions() {
        return requests + counted.deliveries();
    }

    /** How long executions by messages last was not measured: as long as requests. */
    Usage usage() {
        return new Usage(
                each(counted.tableReads()),
                each(counted.tableWrites()),
                each(counted.queueOperations()),
                each(executions()),
                each(counted.vault()),
                cpuSeconds / registrations,
                requestSeconds / requests);
    }
}
