package io.muster.core.timing;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Times two classes of input against each other, one call at a time and the class drawn anew for each, so that whatever
 * else the machine does hits both alike (the method of dudect: Reparaz, Balasch, Verbauwhede, 2017).
 */
final class TimingProbe {
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

    /** Nanoseconds of both classes, each in the order taken. */
    static final class Times {
        private final long[] one;
        private final long[] other;

        private Times(long[] one, long[] other) {
            this.one = one;
            this.other = other;
        }

        double medianOfOne() {
            return median(one);
        }

        double medianOfOther() {
            return median(other);
        }
    }

    /**
     * One and the same code for both classes: the compiler treats no two pieces alike.
     *
     * @param input makes an input of class 0 or 1, anew for each call and not timed: where it lies in memory is no one's
     *     advantage
     * @param call what is timed; its answer is used up, so that nothing is optimized away
     */
    <T> Times measure(IntFunction<T> input, Predicate<T> call) {
        Times unused = run(samples / 10, input, call);
        return run(samples, input, call);
    }

    private <T> Times run(int count, IntFunction<T> input, Predicate<T> call) {
        long[][] times = {new long[count], new long[count]};
        int[] sizes = new int[2];
        for (int i = 0; i < count; i++) {
            int of = random.nextInt(2);
            T made = input.apply(of);
            long began = System.nanoTime();
            boolean answer = call.test(made);
            long time = System.nanoTime() - began;
            times[of][sizes[of]++] = time;
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

    private static double median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
