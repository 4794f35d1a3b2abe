package io.muster.bench.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The CPU time of the measuring thread beside its calls, so that what else the machine does is not counted. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long began;
    private long nanos;
    private long calls;

    @Setup(Level.Iteration)
    public void start() {
        calls = 0;
        nanos = 0;
        began = THREADS.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        nanos += THREADS.getCurrentThreadCpuTime() - began;
    }

    void called() {
        calls++;
    }

    /** Leaves what has been done since the last call out of account: preparations. */
    void skip() {
        began = THREADS.getCurrentThreadCpuTime();
    }

    /** Takes what has been done since {@link #skip} into account, and nothing after it. */
    void take() {
        stop();
        skip();
    }

    public double cpuNanos() {
        return nanos;
    }

    public double cpuCalls() {
        return calls;
    }
}
