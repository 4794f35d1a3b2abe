package io.muster.local.hub.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/** A device id as IoT Hub takes it: up to 128 characters of ASCII, case-sensitive (rest.md, deviceId). */
public record DeviceId(String text) implements Comparable<DeviceId> {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1,128}");

    public DeviceId {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a device id");
        }
    }

    /** Reads an id; empty when IoT Hub would refuse it. */
    public static Optional<DeviceId> parse(String text) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new DeviceId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(DeviceId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
