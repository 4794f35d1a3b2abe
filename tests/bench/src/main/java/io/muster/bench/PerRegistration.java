package io.muster.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one registration costs on the wire, from a run of one caller with the counters reset before.
 *
 * @param requests the caller sent, each an execution of a function
 */
record PerRegistration(Kind kind, int registrations, int requests, Operations.Counted counted) {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    static PerRegistration count(Kind kind, Operations operations, Workloads workloads) throws Exception {
        Load.Source source = workloads.source(Side.SERVICE, kind, Duration.ofSeconds(1));
        operations.reset();
        int before = workloads.counts().requests().get();
        AtomicInteger left = new AtomicInteger(Plan.COUNTED);
        Sample sample = Load.run(1, LONG_ENOUGH, number -> limited(source.caller(number), left));
        Operations.Counted counted = operations.counted();
        if (sample.failed() > 0 || sample.done() != Plan.COUNTED) {
            throw new IllegalStateException("not all counted registrations succeeded: " + sample);
        }
        return new PerRegistration(
                kind, sample.done(), workloads.counts().requests().get() - before, counted);
    }

    private static Load.Caller limited(Load.Caller caller, AtomicInteger left) {
        return new Load.Caller() {
            @Override
            public boolean call() throws Exception {
                return left.getAndDecrement() > 0 && caller.call();
            }

            @Override
            public void close() throws Exception {
                caller.close();
            }
        };
    }

    double each(long count) {
        return (double) count / registrations;
    }
}
