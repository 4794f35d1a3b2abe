package io.muster.local.fleet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an import has come.
 *
 * @param source which file is imported, and where to
 * @param kind the kind of lines that is under way; those before it are done
 * @param line up to which every call with lines of that kind has been answered
 * @param failedBytes how much of the file of failures belongs to that
 * @param counts lines by outcome
 */
record Checkpoint(String source, LineKind kind, long line, long failedBytes, Map<String, Long> counts) {
    Checkpoint {
        counts = Map.copyOf(counts);
    }

    static Checkpoint beginning(String source) {
        return new Checkpoint(source, LineKind.GROUP, 0, 0, Map.of());
    }

    /** A batch more has been answered. */
    Checkpoint after(long until, List<LineResult> results, long failedBytesNow) {
        Map<String, Long> sums = new TreeMap<>(counts);
        results.forEach(result -> sums.merge(result.outcome(), 1L, Long::sum));
        return new Checkpoint(source, kind, until, failedBytesNow, sums);
    }

    Checkpoint begin(LineKind next) {
        return new Checkpoint(source, next, 0, failedBytes, counts);
    }

    long lines() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long failed() {
        return counts.getOrDefault(LineResult.FAILED, 0L);
    }
}
