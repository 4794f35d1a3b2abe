package io.muster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/** Callers that call one after another, each as soon as its last call is answered, for a given time. */
final class Load {
    private Load() {}

    /** One caller's work. Made before the clock starts. */
    interface Caller extends AutoCloseable {
        /** Makes the next call; false when there is nothing left to call for. */
        boolean call() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Makes the caller with the given number, from 0. */
    interface Source {
        Caller caller(int number) throws Exception;
    }

    static Sample run(int callers, Duration length, Source source) throws Exception {
        List<Caller> ready = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            ready.add(source.caller(i));
        }
        CountDownLatch go = new CountDownLatch(1);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<List<Long>> latencies = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Caller caller : ready) {
            List<Long> own = new ArrayList<>();
            latencies.add(own);
            Thread thread = new Thread(
                    () -> {
                        try {
                            go.await();
                            repeat(caller, length, own);
                        } catch (Exception e) {
                            // A caller that fails is out: the report says so, and its numbers do not count as good
                            // ones.
                            failures.add(e.toString());
                        }
                    },
                    "caller-" + threads.size());
            thread.start();
            threads.add(thread);
        }
        long began = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        for (Caller caller : ready) {
            caller.close();
        }
        long[] sorted = latencies.stream()
                .flatMapToLong(own -> own.stream().flatMapToLong(LongStream::of))
                .sorted()
                .toArray();
        return Sample.of(
                sorted, seconds, failures.size(), failures.stream().findFirst().orElse(""));
    }

    private static void repeat(Caller caller, Duration length, List<Long> latencies) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
            if (!caller.call()) {
                return;
            }
            latencies.add(System.nanoTime() - began);
        }
    }
}
