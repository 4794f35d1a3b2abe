package io.muster.azure.iothub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.hub.NewIdentity;
import java.util.ArrayList;
import java.util.List;

/** The body of a bulk call and its answer. */
final class BulkJson {
    private final HubJson hub;

    BulkJson(HubJson hub) {
        this.hub = hub;
    }

    /** What was refused of a bulk call; the code is the hub's name or its six digits, empty when it gave none. */
    record Refused(String deviceId, String code) {}

    /** What an item asks for; the REST API's documentation knows no mode that creates or updates. */
    enum Mode {
        CREATE("create", true, true),
        UPDATE("update", true, false),
        UPDATE_TWIN("updateTwin", false, true);

        private final String wireName;
        private final boolean withIdentity;
        private final boolean withTwin;

        Mode(String wireName, boolean withIdentity, boolean withTwin) {
            this.wireName = wireName;
            this.withIdentity = withIdentity;
            this.withTwin = withTwin;
        }
    }

    String write(Mode mode, List<NewIdentity> identities) {
        ArrayNode items = hub.array();
        for (NewIdentity each : identities) {
            ObjectNode item = mode.withIdentity ? hub.identityMembers(each.identity()) : hub.object("{}");
            item.put("id", each.identity().deviceId().text()).put("importMode", mode.wireName);
            if (mode.withTwin) {
                each.initialTwin().ifPresent(twin -> hub.addTwin(item, twin));
            }
            items.add(item);
        }
        return items.toString();
    }

    /**
     * The identity as it was read, with another status, to be written only if nobody else has written it since. Throws
     * IllegalArgumentException when it is no identity that can be written back.
     */
    String changeStatus(ObjectNode identity, String status) {
        if (!(identity.path("authentication") instanceof ObjectNode authentication) || withoutKeys(authentication)) {
            // Written back like that, the hub would make new keys and lock the device out.
            throw new IllegalArgumentException("an identity without its keys");
        }
        ObjectNode item = hub.object("{}");
        item.put("id", identity.path("deviceId").asText())
                .put("eTag", identity.path("etag").asText())
                .put("importMode", "updateIfMatchETag")
                .put("status", status);
        for (String member : List.of("statusReason", "authentication", "capabilities", "deviceScope", "parentScopes")) {
            if (identity.hasNonNull(member)) {
                item.set(member, identity.get(member));
            }
        }
        return hub.array().add(item).toString();
    }

    private static boolean withoutKeys(ObjectNode authentication) {
        return authentication.path("type").asText().equals("sas")
                && authentication
                        .path("symmetricKey")
                        .path("primaryKey")
                        .asText("")
                        .isEmpty();
    }

    /** Throws IllegalArgumentException when it is no answer to a bulk call, echoing nothing. */
    List<Refused> readErrors(String body) {
        ObjectNode answer = hub.object(body);
        if (!answer.path("isSuccessful").isBoolean()) {
            throw new IllegalArgumentException("no isSuccessful");
        }
        List<Refused> refused = new ArrayList<>();
        for (JsonNode error : answer.path("errors")) {
            refused.add(new Refused(
                    error.path("deviceId").asText(), error.path("errorCode").asText()));
        }
        if (refused.isEmpty() && !answer.path("isSuccessful").booleanValue()) {
            throw new IllegalArgumentException("a failure that names no device");
        }
        return refused;
    }
}
