package io.muster.conformance.upgrade;

import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.stack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Devices that register without end: new ones and known ones, by group and by individual enrollment, some at a slow hub. */
final class Fleet implements AutoCloseable {
    private static final int LINES = 2;
    private static final int THREADS = LINES + 2;
    private static final int MOST_OF_A_LINE = 100;
    private static final int PAUSE_MILLIS = 50;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final LocalStack stack;
    private final DeviceApi devices;
    private final Operator operator;
    private final Ledger ledger;
    private final String groupKey;

    /** The group is made by whatever build runs now. */
    Fleet(LocalStack stack, DeviceApi devices, Operator operator, Ledger ledger) {
        this.stack = stack;
        this.devices = devices;
        this.operator = operator;
        this.ledger = ledger;
        this.groupKey = operator.create("/enrollmentGroups/" + Names.fresh("fleet"), "");
    }

    void start(long seed) {
        for (int i = 0; i < LINES; i++) {
            Random random = new Random(seed + i);
            List<Device> known = new ArrayList<>();
            repeat(() -> next(random, known).register(devices));
        }
        Random random = new Random(seed + LINES);
        List<Device> known = new ArrayList<>();
        repeat(() -> {
            Device device = next(random, known);
            // Longer than a register waits for its hub, so that the queue takes over.
            stack.hubs().forEach(hub -> hub.script(device.id(), "\"delayMs\":2500,\"times\":1"));
            device.register(devices);
        });
        Clerk clerk = new Clerk(operator, devices, ledger);
        int[] round = {0};
        repeat(() -> clerk.work(round[0]++));
    }

    /** Returns when so many more registrations have ended, or one has failed. */
    void awaitMore(int count) {
        long enough = ledger.counted(Ledger.REGISTRATIONS) + count;
        long unused = Patience.until(
                LONGEST,
                () -> ledger.counted(Ledger.REGISTRATIONS),
                done -> done >= enough || !ledger.failures().isEmpty());
    }

    private Device next(Random random, List<Device> known) {
        boolean fresh = known.isEmpty() || (known.size() < MOST_OF_A_LINE && random.nextInt(3) == 0);
        if (!fresh) {
            return known.get(random.nextInt(known.size()));
        }
        Device device = random.nextBoolean() ? member() : individual();
        known.add(device);
        return device;
    }

    private Device member() {
        return Device.ofGroup(ledger, Names.fresh("member") + "-", groupKey);
    }

    private Device individual() {
        // The last character keeps one's rules at a hub from another's: they go by the start of a name.
        String id = Names.fresh("single") + "-";
        return Device.individual(ledger, id, operator.create("/enrollments/" + id, ""));
    }

    private void repeat(Runnable step) {
        var unused = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException | AssertionError e) {
                        ledger.failed(e.toString());
                    }
                },
                0,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Starts no more registrations and waits for those under way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST.toSeconds() * 2, TimeUnit.SECONDS)) {
                ledger.failed("a registration does not end");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
