package io.muster.conformance.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polling of what can only be polled. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Patience() {}

    /** Asks until the answer will do; fails with the last answer when {@code longest} is over. */
    public static <T> T until(Duration longest, Supplier<T> question, Predicate<T> willDo) {
        Instant end = Instant.now().plus(longest);
        T answer = question.get();
        while (!willDo.test(answer)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + longest + ", last answer: " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.get();
        }
        return answer;
    }
}
