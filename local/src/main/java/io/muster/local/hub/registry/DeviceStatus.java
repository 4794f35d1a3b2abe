package io.muster.local.hub.registry;

import java.util.Locale;
import java.util.Optional;

/** Whether a device may connect. */
public enum DeviceStatus {
    ENABLED,
    DISABLED;

    static Optional<DeviceStatus> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "enabled" -> Optional.of(ENABLED);
            case "disabled" -> Optional.of(DISABLED);
            default -> Optional.empty();
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
