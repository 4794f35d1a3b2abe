package io.muster.gateway.mqtt;

import java.util.Optional;

/** {@code {idScope}/registrations/{id}/api-version={v}&ClientVersion={text}} (behaviour.md 11.2), parts as sent. */
record UserName(String idScope, String registrationId, String apiVersion) {
    private static final int PARTS = 4;

    /** Empty for a text of another form. */
    static Optional<UserName> parse(String text) {
        // What follows the third slash may hold further ones: clients put what they like into ClientVersion.
        String[] parts = text.split("/", PARTS);
        if (parts.length < PARTS || !parts[1].equals("registrations") || parts[0].isEmpty() || parts[2].isEmpty()) {
            return Optional.empty();
        }
        return Properties.parse(parts[3]).get("api-version").map(version -> new UserName(parts[0], parts[2], version));
    }
}
