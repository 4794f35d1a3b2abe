package io.muster.local.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of the form {@code --name value}, repeatable, and {@code --flag}; anything else is refused by name. */
public final class CommandLine {
    private final Map<String, List<String>> values;

    private CommandLine(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads the arguments; throws {@link IllegalArgumentException} for an unknown option or a missing value. */
    public static CommandLine parse(String[] args, Set<String> valued, Set<String> flags) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            List<String> given = values.computeIfAbsent(name, n -> new ArrayList<>());
            if (valued.contains(name)) {
                if (++i == args.length) {
                    throw new IllegalArgumentException(name + " needs a value");
                }
                given.add(args[i]);
            } else if (!flags.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + name);
            }
        }
        return new CommandLine(values);
    }

    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** Every value given for the option, in order. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The last value given for the option. */
    public Optional<String> last(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The option as a whole number of at least {@code least}. */
    public int number(String name, int least, int otherwise) {
        String text = last(name).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number", e);
        }
        throw new IllegalArgumentException(name + " must be at least " + least);
    }
}
