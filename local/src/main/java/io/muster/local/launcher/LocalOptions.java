package io.muster.local.launcher;

import io.muster.local.process.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of the local command.
 *
 * @param hubHosts one name a hub
 * @param instances how many functions hosts serve HTTP
 * @param data where state is kept; empty: a temporary folder, removed at the end
 * @param commands whether lines on stdin steer the service
 * @param settings of the app, {@code NAME=VALUE} each, on top of those it is given
 */
record LocalOptions(
        boolean standardPorts,
        String deviceHost,
        String serviceHost,
        List<String> hubHosts,
        int instances,
        Optional<Path> data,
        Path stackFile,
        Path app,
        boolean demo,
        boolean once,
        boolean commands,
        List<String> settings) {
    private static final Set<String> VALUED = Set.of(
            "--device-host",
            "--service-host",
            "--hub-host",
            "--hubs",
            "--instances",
            "--data",
            "--stack-file",
            "--app",
            "--setting");
    private static final Set<String> FLAGS = Set.of("--standard-ports", "--demo", "--no-demo", "--once", "--commands");

    static LocalOptions parse(String[] args) {
        CommandLine line = CommandLine.parse(args, VALUED, FLAGS);
        if (line.has("--once") && line.has("--no-demo")) {
            throw new IllegalArgumentException("--once ends after the demo, so it does not go with --no-demo");
        }
        return new LocalOptions(
                line.has("--standard-ports"),
                line.last("--device-host").orElse("global.muster.localhost"),
                line.last("--service-host").orElse("service.muster.localhost"),
                hubHosts(line),
                line.number("--instances", 1, 2),
                line.last("--data").map(Path::of).map(Path::toAbsolutePath),
                Path.of(line.last("--stack-file").orElse("local/target/stack.json"))
                        .toAbsolutePath(),
                Path.of(line.last("--app").orElse("functions/app/target/azure-functions/muster"))
                        .toAbsolutePath(),
                !line.has("--no-demo"),
                line.has("--once"),
                line.has("--commands"),
                settings(line));
    }

    private static List<String> settings(CommandLine line) {
        List<String> settings = line.all("--setting");
        if (settings.stream().anyMatch(setting -> setting.indexOf('=') < 1)) {
            throw new IllegalArgumentException("--setting takes NAME=VALUE");
        }
        return settings;
    }

    private static List<String> hubHosts(CommandLine line) {
        List<String> named = line.all("--hub-host");
        int count = line.number("--hubs", 1, Math.max(2, named.size()));
        if (count < named.size()) {
            throw new IllegalArgumentException("--hubs is smaller than the number of --hub-host");
        }
        List<String> hosts = new ArrayList<>(named);
        for (int i = named.size(); i < count; i++) {
            hosts.add("hub-" + (i + 1) + ".muster.localhost");
        }
        return hosts;
    }
}
