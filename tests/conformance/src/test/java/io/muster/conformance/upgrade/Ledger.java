package io.muster.conformance.upgrade;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all threads together have done: counts by name, every device that came, every failure with its story. */
final class Ledger {
    static final String REGISTRATIONS = "registrations";

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final AtomicLong longestMillis = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Device> devices = new ConcurrentLinkedQueue<>();

    void count(String what) {
        counts.computeIfAbsent(what, unused -> new LongAdder()).increment();
    }

    long counted(String what) {
        return counts.getOrDefault(what, new LongAdder()).sum();
    }

    /** A registration has ended, well or not. */
    void registered(Duration took) {
        count(REGISTRATIONS);
        longestMillis.accumulateAndGet(took.toMillis(), Math::max);
    }

    void failed(String story) {
        failures.add(story);
    }

    void joined(Device device) {
        devices.add(device);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    List<Device> devices() {
        return List.copyOf(devices);
    }

    @Override
    public String toString() {
        return counts + ", longest registration " + longestMillis + " ms, devices " + devices.size() + ", failures "
                + failures.size();
    }
}
