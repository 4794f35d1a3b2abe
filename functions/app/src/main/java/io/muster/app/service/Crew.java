package io.muster.app.service;

import io.muster.core.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for calls that wait for storage most of the time; there while there is work for them. */
final class Crew {
    private static final int SIZE = 16;

    private final ExecutorService threads;

    Crew() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(SIZE, SIZE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "import");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Does everything, in no order; throws what one of the tasks threw, once all are over. */
    void all(Collection<Runnable> tasks) {
        List<Future<?>> running = tasks.stream().<Future<?>>map(threads::submit).toList();
        try {
            for (Future<?> each : running) {
                Object unused = each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("interrupted while lines were being imported", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        }
    }
}
