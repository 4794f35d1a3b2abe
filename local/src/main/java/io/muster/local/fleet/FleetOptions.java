package io.muster.local.fleet;

import io.muster.local.process.CommandLine;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of one of the commands; {@link IllegalArgumentException} says what is wrong with them. */
final class FleetOptions {
    private static final String CA = "--ca";

    private final CommandLine line;
    private final String side;
    private final Map<String, String> environment;

    private FleetOptions(CommandLine line, String side, Map<String, String> environment) {
        this.line = line;
        this.side = side;
        this.environment = environment;
    }

    /** @param side the option that names the service: {@code --from} or {@code --to} */
    static FleetOptions parse(
            List<String> args, String side, Set<String> valued, Set<String> flags, Map<String, String> environment) {
        Set<String> all = new HashSet<>(valued);
        all.addAll(List.of(side, side + "-env", CA));
        return new FleetOptions(CommandLine.parse(args.toArray(String[]::new), all, flags), side, environment);
    }

    /** The service: given itself, as {@code @NAME} of an environment variable, or by {@code -env NAME}. */
    ConnectionString connection() {
        Optional<String> variable = line.last(side + "-env");
        Optional<String> given = line.last(side);
        if (variable.isPresent() == given.isPresent()) {
            throw new IllegalArgumentException("Give either " + side + " or " + side + "-env");
        }
        Optional<String> named = variable.isPresent()
                ? variable
                : given.filter(text -> text.startsWith("@")).map(text -> text.substring(1));
        return ConnectionString.parse(named.isPresent() ? variable(named.get()) : given.orElseThrow());
    }

    Optional<Path> ca() {
        return line.last(CA).map(Path::of);
    }

    Path file(String name) {
        return line.last(name).map(Path::of).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    boolean has(String flag) {
        return line.has(flag);
    }

    Optional<String> text(String name) {
        return line.last(name);
    }

    int number(String name, int least, int most, int otherwise) {
        int number = line.number(name, least, otherwise);
        if (number > most) {
            throw new IllegalArgumentException(name + " must be at most " + most);
        }
        return number;
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("There is no environment variable " + name);
        }
        return value;
    }
}
