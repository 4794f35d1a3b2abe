package io.muster.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Functions hosts killed with SIGKILL: how long until one answers again. */
final class Restart {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final LocalStack stack;
    private final Fleet fleet;

    Restart(LocalStack stack, Fleet fleet) {
        this.stack = stack;
        this.fleet = fleet;
    }

    /** One host of two: until its own port answers HTTP again, whatever it says to a caller that is not the gateway. */
    Duration untilPortAnswers() throws IOException, InterruptedException {
        URI port =
                URI.create(stack.facts().path("functions").path("http").path(0).asText() + "/benchmark");
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return afterKilling(List.of("functions-http-1"), () -> {
            client.send(HttpRequest.newBuilder(port).build(), BodyHandlers.discarding());
            return true;
        });
    }

    /** All hosts: until a device's registration is answered again through the gateway. */
    Duration untilRegistrationAnswered() throws IOException, InterruptedException {
        String register = fleet.device("restart").register();
        return afterKilling(List.of("functions-http-1", "functions-http-2"), () -> {
            try (LightClient client = stack.connect()) {
                return client.send(register).body().contains("\"assigned\"");
            }
        });
    }

    /** True when the answer is there. */
    private interface Attempt {
        boolean succeeds() throws IOException, InterruptedException;
    }

    private Duration afterKilling(List<String> names, Attempt attempt) throws IOException, InterruptedException {
        List<ProcessHandle> victims = names.stream().map(this::process).toList();
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(victim -> victim.onExit().join());
        long began = System.nanoTime();
        while (System.nanoTime() - began < LONGEST.toNanos()) {
            if (answered(attempt)) {
                return Duration.ofNanos(System.nanoTime() - began);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new IOException(names + " do not answer again");
    }

    private static boolean answered(Attempt attempt) throws IOException, InterruptedException {
        try {
            return attempt.succeeds();
        } catch (IOException e) {
            // Refused or cut off: not there yet, which is what is being timed.
            return false;
        }
    }

    private ProcessHandle process(String name) {
        try {
            long pid = stack.facts().path("processes").path(name).asLong();
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(name + " does not run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
