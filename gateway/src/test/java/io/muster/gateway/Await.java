package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for things with a bound. */
final class Await {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private Await() {}

    static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** Repeats a look until it shows what is waited for. */
    static void until(String what, Callable<Boolean> look) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!look.call()) {
            if (System.nanoTime() > end) {
                fail("Waited in vain for: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
