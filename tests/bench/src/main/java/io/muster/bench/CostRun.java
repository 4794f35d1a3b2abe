package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Registers devices in each of the ways and counts what arrives at the stores, the queue, the hubs and the webhook. */
final class CostRun {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);
    /** A request waits for a hub for less. */
    private static final int SLOW_MILLIS = 3000;

    private final LocalStack stack;
    private final Operations operations;
    private final BenchWebhook webhook;
    private final List<String> hubs = new ArrayList<>();

    private CostRun(LocalStack stack, BenchWebhook webhook) throws Exception {
        this.stack = stack;
        this.operations = new Operations(stack);
        this.webhook = webhook;
        for (JsonNode hub : stack.facts().path("hubs")) {
            hubs.add(hub.path("host").asText());
        }
    }

    static List<CostCount> all(LocalStack stack) throws Exception {
        List<CostCount> counts = new ArrayList<>();
        try (BenchWebhook webhook = BenchWebhook.start(stack)) {
            CostRun run = new CostRun(stack, webhook);
            for (CostCase what : CostCase.values()) {
                System.out.println("Counting: " + what.meaning() + " …");
                counts.add(run.count(what));
            }
        }
        return counts;
    }

    private CostCount count(CostCase what) throws Exception {
        Fleet fleet = Fleet.enroll(
                stack, "cost-" + what.name().toLowerCase(Locale.ROOT), what.terms(hubs, webhook.url()), what.payload());
        List<Fleet.Device> devices = devices(what, fleet, "cost");
        register(devices(what, fleet, "warm"), 1);
        prepare(what, fleet, devices);

        operations.countedWhenQuiet();
        operations.reset();
        int asked = webhook.asked();
        CpuTimes cpu = CpuTimes.now(stack);
        Registering.Counts counts = register(devices, what.callers());
        double cpuSeconds = CpuTimes.now(stack).since(cpu).functions();
        Operations.Counted counted = operations.countedWhenQuiet();
        operations.behave();
        return new CostCount(
                what,
                devices.size(),
                counts.requests().get(),
                counts.nanos().get() / 1e9,
                cpuSeconds,
                webhook.asked() - asked,
                counted);
    }

    private static List<Fleet.Device> devices(CostCase what, Fleet fleet, String purpose) {
        List<Fleet.Device> devices = new ArrayList<>();
        for (int i = 0; i < Plan.COUNTED; i++) {
            devices.add(fleet.device(purpose + "-" + what.text() + "-" + i));
        }
        return devices;
    }

    /** What is not counted: a device that moves has a hub before; slow hubs are told so. */
    private void prepare(CostCase what, Fleet fleet, List<Fleet.Device> devices) throws Exception {
        if (what == CostCase.MIGRATE) {
            register(devices, 1);
            fleet.move(CostCase.onlyOn(hubs.get(1)), hubs.get(1));
        } else if (what == CostCase.QUEUED) {
            for (Fleet.Device device : devices) {
                operations.slowFor(device.id(), SLOW_MILLIS);
            }
        }
    }

    private Registering.Counts register(List<Fleet.Device> devices, int callers) throws Exception {
        Registering.Counts counts = new Registering.Counts();
        Queue<Fleet.Device> left = new ConcurrentLinkedQueue<>(devices);
        Sample sample = Load.run(
                callers,
                LONG_ENOUGH,
                caller -> new Registering(stack.connect(), () -> Optional.ofNullable(left.poll()), counts));
        if (sample.failed() > 0 || sample.done() != devices.size()) {
            throw new IllegalStateException("not all counted registrations succeeded: " + sample);
        }
        return counts;
    }
}
