package io.muster.local.servicebus;

import io.muster.local.process.ChildProcess;
import io.muster.local.process.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The broker as its own process. Options: {@code --port N} and {@code --admin-port N} (0, the default, takes a free
 * one), {@code --queue NAME} (repeatable), {@code --lock-seconds N} (30), {@code --max-delivery N} (10),
 * {@code --data DIR} (without it nothing outlives the process), {@code --exit-on-eof}. The SAS rule comes from the
 * environment, {@code MUSTER_SB_KEY_NAME} and {@code MUSTER_SB_KEY}. Ready line: {@code {"ready":true,"port":N,
 * "adminPort":N}}.
 */
public final class ServiceBusLoopback {
    private static final Set<String> VALUED =
            Set.of("--port", "--admin-port", "--queue", "--lock-seconds", "--max-delivery", "--data");
    private static final String EXIT_ON_EOF = "--exit-on-eof";

    private ServiceBusLoopback() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine line = CommandLine.parse(args, VALUED, Set.of(EXIT_ON_EOF));
        LoopbackBroker broker = LoopbackBroker.start(settings(line, System.getenv()), Clock.systemUTC());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("port", broker.port());
        facts.put("adminPort", broker.adminPort());
        ChildProcess.serve(System.out, facts, line.has(EXIT_ON_EOF), broker);
    }

    static BrokerSettings settings(CommandLine line, Map<String, String> environment) {
        QueueSettings each = new QueueSettings(
                Duration.ofSeconds(line.number("--lock-seconds", 1, 30)), line.number("--max-delivery", 1, 10));
        Map<String, QueueSettings> queues = new LinkedHashMap<>();
        line.all("--queue").forEach(name -> queues.put(name, each));
        SasRule rule = new SasRule(required(environment, "MUSTER_SB_KEY_NAME"), required(environment, "MUSTER_SB_KEY"));
        return new BrokerSettings(
                line.number("--port", 0, 0),
                line.number("--admin-port", 0, 0),
                queues,
                rule,
                line.last("--data").map(Path::of));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }
}
