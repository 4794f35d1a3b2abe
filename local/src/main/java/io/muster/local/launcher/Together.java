package io.muster.local.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs starts that do not depend on each other at the same time. */
final class Together {
    private Together() {}

    static <T> List<T> run(List<Callable<T>> starts) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(starts.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(starts)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? "a start failed" : e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
