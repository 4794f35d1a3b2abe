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
    private static final Set<String> REPEATABLE = Set.of("--upstream", "--certificate");
    private static final Set<String> VALUED = Set.of(
            "--address",
            "--https-port",
            "--mqtt-port",
            "--amqp-port",
            "--keystore",
            "--certificate",
            "--hold-ms",
            "--upstream",
            "--upstream-ca",
            "--health-address",
            "--health-port",
            "--drain-notice-seconds",
            "--drain-seconds",
            "--max-connections",
            "--max-connections-per-client",
            "--trace-percent");

    private final Map<String, List<String>> values;

    private final List<String> faults;

    private Arguments(Map<String, List<String>> values, List<String> faults) {
        this.values = values;
        this.faults = faults;
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
        return new Arguments(values, faults);
    }

    /** A number, or {@code otherwise} when the option is not given; one out of range is added to the faults. */
    int number(String option, int otherwise, int least, int most) {
        Optional<String> text = one(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same fault as a number out of range
        }
        faults.add("Option " + option + " must be a number from " + least + " to " + most);
        return otherwise;
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
