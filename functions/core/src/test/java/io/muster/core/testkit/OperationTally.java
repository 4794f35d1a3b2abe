package io.muster.core.testkit;

import io.muster.core.limits.OperationCount;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts operations in this instance's memory, since it started. */
public final class OperationTally implements OperationCount {
    private final Map<String, LongAdder> byRoute = new ConcurrentHashMap<>();
    private final LongAdder billed = new LongAdder();
    private final LongAdder free = new LongAdder();

    @Override
    public void add(String route, boolean isBilled) {
        byRoute.computeIfAbsent(route, unused -> new LongAdder()).increment();
        (isBilled ? billed : free).increment();
    }

    public long billed() {
        return billed.sum();
    }

    public long free() {
        return free.sum();
    }

    /** How often each route was called, in order of their names. */
    public Map<String, Long> byRoute() {
        Map<String, Long> counts = new TreeMap<>();
        byRoute.forEach((route, count) -> counts.put(route, count.sum()));
        return counts;
    }
}
