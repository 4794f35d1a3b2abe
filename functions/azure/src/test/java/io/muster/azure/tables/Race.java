package io.muster.azure.tables;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Several that do the same thing at the same moment. */
final class Race {
    private Race() {}

    static <R, T> List<T> of(List<R> racers, Function<R, T> run) {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            List<Future<T>> runs = racers.stream()
                    .map(racer -> threads.submit(() -> {
                        start.await();
                        return run.apply(racer);
                    }))
                    .toList();
            return runs.stream().map(Race::result).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> run) {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
