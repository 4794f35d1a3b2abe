package io.muster.local.process;

import java.util.Map;
import java.util.Optional;

/** Typed reading of a verb's query arguments; a fault names the argument. */
public final class AdminArguments {
    private AdminArguments() {}

    /** The argument, which must be there. */
    public static String text(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** The argument as a whole number within the bounds, both included. */
    public static int number(Map<String, String> query, String name, int least, int most) {
        String text = text(query, name);
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most);
        }
        return number;
    }
}
