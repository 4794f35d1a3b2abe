package io.muster.gateway.registration;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Paths of the device API (behaviour.md 1.1) for a device's own spelling of its names. */
final class DeviceTarget {
    /** What a server takes for the same or the parent folder, however it is encoded, would name another path. */
    private static final Pattern NO_NAME = Pattern.compile("[.]{0,2}");

    private DeviceTarget() {}

    /** The registration's path with {@code rest} behind it, and the api-version; empty where a name cannot stand in a path. */
    static Optional<String> of(Device device, String... rest) {
        StringBuilder target = new StringBuilder();
        if (!add(target, device.idScope()) || !add(target, "registrations") || !add(target, device.registrationId())) {
            return Optional.empty();
        }
        for (String segment : rest) {
            if (!add(target, segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(target.append("?api-version=")
                .append(encoded(device.apiVersion()))
                .toString());
    }

    private static boolean add(StringBuilder target, String segment) {
        if (NO_NAME.matcher(segment).matches()) {
            return false;
        }
        target.append('/').append(encoded(segment));
        return true;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
