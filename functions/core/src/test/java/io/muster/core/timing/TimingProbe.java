package io.muster.core.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Times two classes of input against each other, one call at a time and the class drawn anew for each, so that whatever
 * else the machine does hits both alike (the method of dudect: Reparaz, Balasch, Verbauwhede, 2017).
 */
final class TimingProbe {
    /** How many different inputs there are of each class: no single one's place in memory may decide, and all stay cached. */
    static final int INPUTS = 32;

    /** Interrupts and collections are not of interest: the slowest are cut off, at several points, because none is right. */
    private static final double[] KEPT = {0.5, 0.75, 0.9, 0.95, 0.99};

    private static final int FEW = 100;

    private final Random random;
    private final int samples;
    private int taken;

    TimingProbe(long seed, int samples) {
        this.random = new Random(seed);
        this.samples = samples;
    }

    /** Inputs of both classes in turn, the one's at even places: neither is laid out in memory more favourably. */
    static <T> List<T> inputs(Supplier<T> one, Supplier<T> other) {
        List<T> inputs = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            inputs.add(one.get());
            inputs.add(other.get());
        }
        return inputs;
    }

    /** Nanoseconds of both classes, each in the order taken. */
    record Times(long[] one, long[] other) {}

    /**
     * One and the same code for both classes, which differ in their inputs only: the compiler treats no two pieces alike.
     *
     * @param call what to do with the input of a place; its answer is used up, so that nothing is optimized away
     */
    Times measure(IntPredicate call) {
        Times unused = run(samples / 10, call);
        return run(samples, call);
    }

    private Times run(int count, IntPredicate call) {
        long[][] times = {new long[count], new long[count]};
        int[] sizes = new int[2];
        for (int i = 0; i < count; i++) {
            int place = random.nextInt(2 * INPUTS);
            long began = System.nanoTime();
            boolean answer = call.test(place);
            long time = System.nanoTime() - began;
            times[place % 2][sizes[place % 2]++] = time;
            taken += answer ? 1 : 0;
        }
        return new Times(Arrays.copyOf(times[0], sizes[0]), Arrays.copyOf(times[1], sizes[1]));
    }

    /** How many calls said yes, so far. */
    int taken() {
        return taken;
    }

    /** The largest of Welch's |t| over all cuts: beyond about 5 the two differ, however little. */
    static double t(Times times) {
        long[] all = Arrays.copyOf(times.one, times.one.length + times.other.length);
        System.arraycopy(times.other, 0, all, times.one.length, times.other.length);
        Arrays.sort(all);
        return Arrays.stream(KEPT)
                .mapToLong(share -> all[(int) (share * (all.length - 1))])
                .mapToDouble(most -> Math.abs(welch(cut(times.one, most), cut(times.other, most))))
                .max()
                .orElseThrow();
    }

    private static long[] cut(long[] times, long most) {
        return Arrays.stream(times).filter(time -> time <= most).toArray();
    }

    private static double welch(long[] one, long[] other) {
        if (one.length < FEW || other.length < FEW) {
            // One class is all but gone below this cut: they could hardly differ more.
            return Double.POSITIVE_INFINITY;
        }
        double meanOne = Arrays.stream(one).average().orElseThrow();
        double meanOther = Arrays.stream(other).average().orElseThrow();
        double error = variance(one, meanOne) / one.length + variance(other, meanOther) / other.length;
        return meanOne == meanOther ? 0 : (meanOne - meanOther) / Math.sqrt(error);
    }

    private static double variance(long[] times, double mean) {
        return Arrays.stream(times)
                        .mapToDouble(time -> (time - mean) * (time - mean))
                        .sum()
                / (times.length - 1);
    }

    static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
