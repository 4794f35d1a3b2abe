package io.muster.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A caller that registers devices through the gateway over one connection, as far as {@code assigned}. */
final class Registering implements Load.Caller {
    private static final Pattern OPERATION = Pattern.compile("\"operationId\":\"([^\"]+)\"");
    private static final int POLLS = 20;
    private static final long POLL_MILLIS = 1000;

    private final LightClient client;
    private final Devices devices;
    private final Counts counts;

    Registering(LightClient client, Devices devices, Counts counts) {
        this.client = client;
        this.devices = devices;
        this.counts = counts;
    }

    /** Which device is next; none when all are used up. */
    interface Devices {
        Optional<Fleet.Device> next();
    }

    /** Over all callers: requests sent, which are as many executions, answers not final at once, and time. */
    record Counts(AtomicInteger requests, AtomicInteger assigning, AtomicLong nanos) {
        Counts() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicLong());
        }
    }

    @Override
    public boolean call() throws IOException, InterruptedException {
        Optional<Fleet.Device> device = devices.next();
        if (device.isEmpty()) {
            return false;
        }
        LightClient.Answer answer = send(device.get().register());
        for (int i = 0; assigning(answer); i++) {
            if (i == POLLS) {
                throw new IOException("not assigned after " + POLLS + " looks: " + answer);
            }
            counts.assigning().incrementAndGet();
            Matcher operation = OPERATION.matcher(answer.body());
            if (!operation.find()) {
                throw new IOException("no operation in " + answer);
            }
            // The pace of the device's own polling, not a wait for something that could be awaited.
            Thread.sleep(POLL_MILLIS);
            answer = send(device.get().look(operation.group(1)));
        }
        if (answer.status() / 100 != 2 || !answer.body().contains("\"status\":\"assigned\"")) {
            throw new IOException("not assigned: " + answer);
        }
        return true;
    }

    private LightClient.Answer send(String request) throws IOException {
        counts.requests().incrementAndGet();
        long began = System.nanoTime();
        LightClient.Answer answer = client.send(request);
        counts.nanos().addAndGet(System.nanoTime() - began);
        return answer;
    }

    private static boolean assigning(LightClient.Answer answer) {
        return answer.status() == 202 && answer.body().contains("\"status\":\"assigning\"");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
