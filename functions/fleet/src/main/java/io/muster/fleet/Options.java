package io.muster.fleet;

import io.muster.fleet.service.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line after the command; {@link IllegalArgumentException} says what is wrong with it. */
final class Options {
    private static final Set<String> CONNECTING =
            Set.of("--connection-file", "--token-file", "--service", "--endpoint", "--ca");

    private final List<String> files = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final Map<String, String> environment;

    private Options(Map<String, String> environment) {
        this.environment = environment;
    }

    static Options parse(List<String> args, Set<String> valued, Set<String> flags, Map<String, String> environment) {
        Options options = new Options(environment);
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (flags.contains(arg)) {
                options.flags.add(arg);
            } else if (valued.contains(arg) || CONNECTING.contains(arg)) {
                if (i + 1 == args.size()) {
                    throw new IllegalArgumentException(arg + " needs a value");
                }
                options.values.put(arg, args.get(++i));
            } else if (arg.startsWith("-")) {
                // What follows might be a secret somebody tried to pass, so only the name is repeated.
                throw new IllegalArgumentException("There is no option " + arg.split("=", 2)[0] + " here");
            } else {
                options.files.add(arg);
            }
        }
        return options;
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The description. */
    Path file() {
        if (files.size() != 1) {
            throw new IllegalArgumentException("Give one description, such as fleet.yaml");
        }
        return Path.of(files.get(0));
    }

    void noFile() {
        if (!files.isEmpty()) {
            throw new IllegalArgumentException("This command reads no description; --out names the file it writes");
        }
    }

    Optional<Path> ca() {
        return value("--ca").map(Path::of);
    }

    /** From a file or the environment, never from the command line, which every process of the machine can read. */
    Connection connection() throws IOException {
        Optional<String> connection = secret("--connection-file", "MUSTER_CONNECTION");
        Optional<String> token = secret("--token-file", "MUSTER_TOKEN");
        if (connection.isPresent() == token.isPresent()) {
            throw new IllegalArgumentException(
                    "Give either a connection string, in MUSTER_CONNECTION or --connection-file"
                            + " FILE, or a token, in MUSTER_TOKEN or --token-file FILE");
        }
        if (connection.isPresent()) {
            return Connection.parse(connection.get());
        }
        String host = value("--service")
                .or(() -> variable("MUSTER_SERVICE"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "With a token, --service or MUSTER_SERVICE has to name the service's host"));
        String endpoint =
                value("--endpoint").or(() -> variable("MUSTER_ENDPOINT")).orElse("https://" + host);
        return Connection.of(host, endpoint, token.orElseThrow());
    }

    private Optional<String> secret(String option, String variable) throws IOException {
        Optional<String> file = value(option);
        return file.isPresent()
                ? Optional.of(Files.readString(Path.of(file.get())).strip())
                : variable(variable).map(String::strip);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
