package io.muster.azure.iothub;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * One request to a hub, before it has an address and a token.
 *
 * @param what its name in messages to operators
 * @param ifMatch the condition: {@code *} for whatever version is there, but one must be; a quoted etag; or empty for none
 * @param body JSON, or empty for none
 */
record HubCall(String what, String method, String path, String ifMatch, String body) {
    private static final String VERSION = "?api-version=2021-04-12";
    private static final String ANY = "*";
    private static final Set<String> PATH_STEPS = Set.of(".", "..");

    static HubCall create(DeviceId id, String identity) throws HubFailure {
        return new HubCall("create identity", "PUT", devices(id), "", identity);
    }

    static HubCall update(DeviceId id, String identity) throws HubFailure {
        return new HubCall("update identity", "PUT", devices(id), ANY, identity);
    }

    static HubCall delete(DeviceId id) throws HubFailure {
        return new HubCall("delete identity", "DELETE", devices(id), ANY, "");
    }

    static HubCall delete(SeenIdentity seen) throws HubFailure {
        String etag = '"' + seen.etag().text() + '"';
        return new HubCall("delete identity", "DELETE", devices(seen.deviceId()), etag, "");
    }

    static HubCall readTwin(DeviceId id) throws HubFailure {
        return new HubCall("read twin", "GET", twins(id), "", "");
    }

    static HubCall writeTwin(DeviceId id, String twin, TwinWrite how) throws HubFailure {
        return how == TwinWrite.MERGE
                ? new HubCall("merge twin", "PATCH", twins(id), "", twin)
                : new HubCall("replace twin", "PUT", twins(id), "", twin);
    }

    static HubCall read(DeviceId id) throws HubFailure {
        return new HubCall("read identity", "GET", devices(id), "", "");
    }

    static HubCall bulk(String identities) {
        return new HubCall("bulk write", "POST", "/devices" + VERSION, "", identities);
    }

    static HubCall listModules(DeviceId id) throws HubFailure {
        return new HubCall("list modules", "GET", "/devices/" + segment(id.text()) + "/modules" + VERSION, "", "");
    }

    static HubCall createModule(DeviceId id, String module, String identity) throws HubFailure {
        return new HubCall("create module", "PUT", "/devices/" + module(id, module), "", identity);
    }

    static HubCall updateModule(DeviceId id, String module, String identity) throws HubFailure {
        return new HubCall("update module", "PUT", "/devices/" + module(id, module), ANY, identity);
    }

    static HubCall readModuleTwin(DeviceId id, String module) throws HubFailure {
        return new HubCall("read module twin", "GET", "/twins/" + module(id, module), "", "");
    }

    static HubCall replaceModuleTwin(DeviceId id, String module, String twin) throws HubFailure {
        return new HubCall("replace module twin", "PUT", "/twins/" + module(id, module), "", twin);
    }

    private static String module(DeviceId id, String module) throws HubFailure {
        return segment(id.text()) + "/modules/" + segment(module) + VERSION;
    }

    private static String devices(DeviceId id) throws HubFailure {
        return "/devices/" + segment(id.text()) + VERSION;
    }

    private static String twins(DeviceId id) throws HubFailure {
        return "/twins/" + segment(id.text()) + VERSION;
    }

    /** Whether it is for any version, so that a hub may say 412 when there is none. */
    boolean onlyIfThere() {
        return ifMatch.equals(ANY);
    }

    /** Why no call can name this device; empty when all can. */
    static Optional<HubFailure> unaddressable(DeviceId id) {
        return PATH_STEPS.contains(id.text()) ? Optional.of(dotsOnly()) : Optional.empty();
    }

    /** However it is encoded, a server may take such a segment for a step in the path. */
    private static HubFailure dotsOnly() {
        return new HubFailure(
                HubFailure.Kind.REJECTED, "an id of dots only cannot be addressed in a hub", Optional.empty());
    }

    /** Percent-encodes all but RFC 3986's unreserved characters: device ids may hold {@code % # ?} (1.27). */
    private static String segment(String id) throws HubFailure {
        if (PATH_STEPS.contains(id)) {
            throw dotsOnly();
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
