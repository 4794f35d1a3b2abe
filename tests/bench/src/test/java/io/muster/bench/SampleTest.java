package io.muster.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void percentilesAreNearestRanksInMilliseconds() {
        long[] oneToHundredMillis =
                LongStream.rangeClosed(1, 100).map(n -> n * 1_000_000).toArray();
        Sample sample = Sample.of(oneToHundredMillis, 2, 0, "");
        assertEquals(50, sample.p50());
        assertEquals(99, sample.p99());
        assertEquals(50, sample.rate());
    }

    @Test
    void nothingFinishedHasNoLatency() {
        Sample sample = Sample.of(new long[0], 1, 1, "refused");
        assertTrue(Double.isNaN(sample.p50()));
        assertEquals(0, sample.rate());
    }

    @Test
    void roundsAreJoinedByTheirMedians() {
        Sample joined = Sample.median(List.of(
                new Sample(10, 1, 5, 10, 0, ""), new Sample(30, 3, 4, 30, 1, "late"), new Sample(20, 2, 9, 20, 0, "")));
        assertEquals(new Sample(20, 2, 5, 60, 1, "late"), joined);
    }
}
