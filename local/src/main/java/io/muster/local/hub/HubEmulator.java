package io.muster.local.hub;

import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.registry.FileJournal;
import io.muster.local.hub.registry.Journal;
import io.muster.local.process.ChildProcess;
import io.muster.local.process.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The process of one emulated hub: {@code --host-name NAME --address 127.0.0.N --https-port N --mqtt-port N --admin-port
 * N --keystore PATH [--data DIR] [--exit-on-eof]}, with {@code MUSTER_TLS_PASSWORD}, {@code MUSTER_HUB_POLICIES} and
 * {@code MUSTER_HUB_BEARER} in the environment.
 */
public final class HubEmulator {

    private static final Set<String> VALUED =
            Set.of("--host-name", "--address", "--https-port", "--mqtt-port", "--admin-port", "--keystore", "--data");
    private static final String EXIT_ON_EOF = "--exit-on-eof";

    private HubEmulator() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        CommandLine command = CommandLine.parse(args, VALUED, Set.of(EXIT_ON_EOF));
        HubServer server = HubServer.start(options(command, System.getenv()), Clock.systemUTC());

        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("https", server.httpsPort());
        facts.put("mqtt", server.mqttPort());
        facts.put("adminPort", server.adminPort());
        ChildProcess.serve(System.out, facts, command.has(EXIT_ON_EOF), server);
    }

    static HubOptions options(CommandLine command, Map<String, String> environment) throws IOException {
        Optional<String> data = command.last("--data");
        return new HubOptions(
                required(command, "--host-name"),
                command.last("--address").orElse("127.0.0.1"),
                command.number("--https-port", 0, 0),
                command.number("--mqtt-port", 0, 0),
                command.number("--admin-port", 0, 0),
                new KeyStoreFile(
                        Path.of(required(command, "--keystore")), environment.getOrDefault("MUSTER_TLS_PASSWORD", "")),
                ServiceCredentials.parse(
                        environment.getOrDefault("MUSTER_HUB_POLICIES", ""),
                        environment.getOrDefault("MUSTER_HUB_BEARER", "")),
                data.isPresent() ? FileJournal.open(Path.of(data.get())) : Journal.inMemory());
    }

    private static String required(CommandLine command, String option) {
        return command.last(option).orElseThrow(() -> new IllegalArgumentException(option + " is required"));
    }
}
