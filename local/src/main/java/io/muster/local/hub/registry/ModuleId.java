package io.muster.local.hub.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** A module's id within its device, of the same alphabet as a device's. */
public record ModuleId(String text) implements Comparable<ModuleId> {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1,128}");

    static final ModuleId EDGE_AGENT = new ModuleId("$edgeAgent");
    static final ModuleId EDGE_HUB = new ModuleId("$edgeHub");

    public ModuleId {
        if (!allowed(text)) {
            throw new IllegalArgumentException("Not a module id");
        }
    }

    private static boolean allowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /** Reads an id; empty when IoT Hub would refuse it. */
    static Optional<ModuleId> parse(String text) {
        return allowed(text) ? Optional.of(new ModuleId(text)) : Optional.empty();
    }

    /** Whether it is one of the two that every Edge device has. */
    boolean isRuntime() {
        return equals(EDGE_AGENT) || equals(EDGE_HUB);
    }

    @Override
    public int compareTo(ModuleId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
