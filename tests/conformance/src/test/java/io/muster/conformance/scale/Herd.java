package io.muster.conformance.scale;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Devices that register within some time and then poll as they are told, until each is assigned or has failed. */
final class Herd {
    private static final int THREADS = 24;
    private static final Duration LONGEST = Duration.ofMinutes(40);

    private final DeviceApi api;
    private final int count;
    private final Duration within;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<Long> registers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> others = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger assigned = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger refusedForNow = new AtomicInteger();
    private final CountDownLatch done;

    Herd(DeviceApi api, int count, Duration within) {
        this.api = api;
        this.count = count;
        this.within = within;
        this.done = new CountDownLatch(count);
    }

    record Outcome(
            int assigned,
            int atOnce,
            int polls,
            int refusedForNow,
            List<String> others,
            Duration took,
            Times registers) {}

    /** Milliseconds. */
    record Times(List<Long> sorted) {
        long percentile(int percent) {
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    Outcome run(IntFunction<String> ids, UnaryOperator<String> keys) throws InterruptedException {
        long began = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                Device device = new Device(ids.apply(i), keys);
                device.later(within.toMillis() * i / count, device::register);
            }
            if (!done.await(LONGEST.toMinutes(), TimeUnit.MINUTES)) {
                others.add(done.getCount() + " have come to no end");
            }
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
        return new Outcome(
                assigned.get(),
                atOnce.get(),
                polls.get(),
                refusedForNow.get(),
                List.copyOf(others),
                Duration.ofNanos(System.nanoTime() - began),
                new Times(registers.stream().sorted().toList()));
    }

    private final class Device {
        private final String id;
        private final String key;
        private String operation = "";

        Device(String id, UnaryOperator<String> keys) {
            this.id = id;
            this.key = keys.apply(id);
        }

        void later(long millis, Runnable what) {
            var unused = threads.schedule(() -> guarded(what), millis, TimeUnit.MILLISECONDS);
        }

        private void guarded(Runnable what) {
            try {
                what.run();
            } catch (UncheckedIOException e) {
                refusedForNow.incrementAndGet();
                later(3000, what);
            } catch (RuntimeException | AssertionError e) {
                end(e.toString());
            }
        }

        void register() {
            long began = System.nanoTime();
            Answer answer = api.register(id, key);
            if (answer.status() == 202) {
                registers.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
                operation = answer.text("/operationId");
                if (answer.text("/status").equals("assigned")) {
                    atOnce.incrementAndGet();
                }
            }
            go(answer, this::register);
        }

        void poll() {
            polls.incrementAndGet();
            go(api.operation(id, operation, key), this::poll);
        }

        private void go(Answer answer, Runnable again) {
            if (answer.status() == 429 || answer.status() == 503) {
                refusedForNow.incrementAndGet();
                later(pause(answer), again);
            } else if (answer.status() == 202 && answer.text("/status").equals("assigning")) {
                later(pause(answer), this::poll);
            } else {
                end(answer.text("/status").equals("assigned") ? "" : answer.toString());
            }
        }

        private void end(String otherwise) {
            if (otherwise.isEmpty()) {
                assigned.incrementAndGet();
            } else {
                others.add(id + ": " + otherwise);
            }
            done.countDown();
        }
    }

    private static long pause(Answer answer) {
        return answer.header("Retry-After").map(Long::parseLong).orElse(3L) * 1000;
    }
}
