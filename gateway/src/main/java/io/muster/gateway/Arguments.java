package io.muster.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line as {@code --name value} pairs and flags; what does not fit is added to the faults. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--exit-on-eof");
    private static final Set<String> REPEATABLE = Set.of("--upstream");
    private static final Set<String> VALUED = Set.of(
            "--address",
            "--https-port",
            "--keystore",
            "--upstream",
            "--max-connections",
            "--max-connections-per-client");

    private final Map<String, List<String>> values;

    private Arguments(Map<String, List<String>> values) {
        this.values = values;
    }

    static Arguments parse(List<String> args, List<String> faults) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < args.size(); i++) {
            String name = args.get(i);
            if (FLAGS.contains(name)) {
                values.put(name, List.of(""));
            } else if (!VALUED.contains(name)) {
                faults.add(name.startsWith("--") ? "Unknown option " + name : "Argument " + (i + 1) + " is no option");
            } else if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
                faults.add("Option " + name + " needs a value");
            } else {
                values.computeIfAbsent(name, first -> new ArrayList<>()).add(args.get(++i));
            }
        }
        values.forEach((name, given) -> {
            if (given.size() > 1 && !REPEATABLE.contains(name)) {
                faults.add("Option " + name + " is given more than once");
            }
        });
        return new Arguments(values);
    }

    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }
}
