package io.muster.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command in this JVM, in a folder of its own, against one service. */
final class Command {
    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    private final Path folder;

    record Ending(int exitCode, String out, String err) {
        String said() {
            return out + err;
        }
    }

    Command(FakeService service, Path folder) {
        this.folder = folder;
        environment.put(
                "MUSTER_CONNECTION",
                "HostName=fleet.example.net;SharedAccessKeyName=owner;SharedAccessKey=b3duZXI=;Endpoint="
                        + service.endpoint());
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ending run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Fleet fleet = new Fleet(
                environment,
                () -> Instant.EPOCH,
                pauses::add,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = fleet.run(args);
        return new Ending(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command over a description. */
    Ending over(String description, String command, String... options) {
        List<String> args = new ArrayList<>(
                List.of(command, write("fleet.yaml", description).toString()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }
}
