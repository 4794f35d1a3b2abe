package io.muster.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads values and gathers what is wrong with them, so that an operator sees all of it at once; values are never echoed. */
final class Faults {
    private final Map<String, String> environment;
    private final List<String> found = new ArrayList<>();

    Faults(Map<String, String> environment) {
        this.environment = environment;
    }

    void add(String name, String fault) {
        found.add(name + " " + fault);
    }

    /** The value when it is set and is no placeholder from the sample file. */
    Optional<String> optional(String name) {
        Optional<String> value =
                Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        if (value.filter(text -> text.startsWith("<") && text.endsWith(">")).isPresent()) {
            add(name, "still holds the sample's placeholder");
            return Optional.empty();
        }
        return value;
    }

    <T> Optional<T> optional(String name, Function<String, T> parser) {
        return optional(name).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                add(name, "is wrong: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    <T> Optional<T> required(String name, Function<String, T> parser) {
        if (environment.getOrDefault(name, "").isBlank()) {
            add(name, "is missing");
            return Optional.empty();
        }
        return optional(name, parser);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("Settings are wrong:\n  " + String.join("\n  ", found));
        }
    }
}
