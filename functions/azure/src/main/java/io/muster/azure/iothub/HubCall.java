package io.muster.azure.iothub;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.identity.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * One request to a hub, before it has an address and a token.
 *
 * @param what its name in messages to operators
 * @param onlyIfThere sends {@code If-Match: *}: whatever version is there, but one must be
 * @param body JSON, or empty for none
 */
record HubCall(String what, String method, String path, boolean onlyIfThere, String body) {
    private static final String VERSION = "?api-version=2021-04-12";
    private static final Set<String> PATH_STEPS = Set.of(".", "..");

    static HubCall create(DeviceId id, String identity) throws HubFailure {
        return new HubCall("create identity", "PUT", devices(id), false, identity);
    }

    static HubCall update(DeviceId id, String identity) throws HubFailure {
        return new HubCall("update identity", "PUT", devices(id), true, identity);
    }

    static HubCall delete(DeviceId id) throws HubFailure {
        return new HubCall("delete identity", "DELETE", devices(id), true, "");
    }

    static HubCall readTwin(DeviceId id) throws HubFailure {
        return new HubCall("read twin", "GET", twins(id), false, "");
    }

    static HubCall writeTwin(DeviceId id, String twin, TwinWrite how) throws HubFailure {
        return how == TwinWrite.MERGE
                ? new HubCall("merge twin", "PATCH", twins(id), false, twin)
                : new HubCall("replace twin", "PUT", twins(id), false, twin);
    }

    private static String devices(DeviceId id) throws HubFailure {
        return "/devices/" + segment(id.text()) + VERSION;
    }

    private static String twins(DeviceId id) throws HubFailure {
        return "/twins/" + segment(id.text()) + VERSION;
    }

    /** Percent-encodes all but RFC 3986's unreserved characters: device ids may hold {@code % # ?} (1.27). */
    private static String segment(String id) throws HubFailure {
        if (PATH_STEPS.contains(id)) {
            // However it is encoded, a server may take such a segment for a step in the path.
            throw new HubFailure(
                    HubFailure.Kind.REJECTED,
                    "a device id of dots only cannot be addressed in a hub",
                    Optional.empty());
        }
        StringBuilder encoded = new StringBuilder(id.length() + 16);
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean unreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || "-._~".indexOf(octet) >= 0;
    }
}
