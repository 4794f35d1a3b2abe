package io.muster.conformance.scale;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Devices that register one after the other, by turns new ones and ones that are known, for as long as asked. */
final class Soak implements AutoCloseable {
    private static final int CALLERS = 4;
    private static final int KNOWN = 200;

    private final DeviceApi api;
    private final String prefix;
    private final UnaryOperator<String> keys;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    Soak(DeviceApi api, String prefix, UnaryOperator<String> keys) {
        this.api = api;
        this.prefix = prefix;
        this.keys = keys;
    }

    /** One window's registrations. */
    record Window(int registrations, Duration p99) {}

    Window run(Duration length) {
        Instant end = Instant.now().plus(length);
        List<CompletableFuture<List<Duration>>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> registerUntil(end), threads));
        }
        List<Duration> sorted = callers.stream()
                .flatMap(caller -> caller.join().stream())
                .sorted()
                .toList();
        return new Window(sorted.size(), sorted.get(sorted.size() * 99 / 100));
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private List<Duration> registerUntil(Instant end) {
        List<Duration> took = new ArrayList<>();
        while (Instant.now().isBefore(end)) {
            int number = next.getAndIncrement();
            String id = prefix + "-" + (number % 2 == 0 ? "k" + number / 2 % KNOWN : "n" + number);
            long began = System.nanoTime();
            Answer answer = api.provision(id, keys.apply(id));
            took.add(Duration.ofNanos(System.nanoTime() - began));
            if (!answer.body().contains("\"assigned\"")) {
                failures.add(answer.toString());
            }
        }
        return took;
    }

    @Override
    public void close() {
        List<Runnable> unused = threads.shutdownNow();
    }
}
