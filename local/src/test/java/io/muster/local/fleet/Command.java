package io.muster.local.fleet;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Runs commands and keeps what they say; the pauses they make are noted and not made. */
final class Command {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final Fleet fleet;

    Command(Map<String, String> environment) {
        fleet = new Fleet(
                environment,
                Clock.systemUTC(),
                pauses::add,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    static Command over(TestService service) {
        return new Command(Map.of("FLEET", service.connectionString()));
    }

    int run(String... args) {
        return fleet.run(args);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** All it said, for messages of assertions. */
    @Override
    public String toString() {
        return out() + err();
    }
}
