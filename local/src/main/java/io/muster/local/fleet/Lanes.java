package io.muster.local.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls in flight side by side. Closing it breaks off what is still running. */
final class Lanes implements AutoCloseable {
    private final ExecutorService threads;

    Lanes(int count) {
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "fleet-call");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T> Future<T> start(Callable<T> task) {
        return threads.submit(task);
    }

    /** Does all, and has the results in their order. */
    <T> List<T> all(List<? extends Callable<T>> tasks) throws IOException {
        List<Future<T>> running = new ArrayList<>();
        for (Callable<T> task : tasks) {
            running.add(start(task));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(result(each));
        }
        return results;
    }

    /** Waits for a result; throws what the task threw. */
    static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
