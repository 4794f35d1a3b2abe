package io.muster.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What callers saw: finished calls a second, latencies in milliseconds, how many failed and what the first said. */
record Sample(double rate, double p50, double p99, int done, int failed, String firstFailure) {

    static Sample of(long[] sortedNanos, double seconds, int failed, String firstFailure) {
        return new Sample(
                sortedNanos.length / seconds,
                percentile(sortedNanos, 0.50),
                percentile(sortedNanos, 0.99),
                sortedNanos.length,
                failed,
                firstFailure);
    }

    /** The median of each figure; calls and failures add up. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::rate),
                median(samples, Sample::p50),
                median(samples, Sample::p99),
                samples.stream().mapToInt(Sample::done).sum(),
                samples.stream().mapToInt(Sample::failed).sum(),
                samples.stream()
                        .map(Sample::firstFailure)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The nearest rank; not a number when nothing finished. */
    private static double percentile(long[] sortedNanos, double share) {
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sortedNanos.length);
        return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
    }
}
