package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The form in which what is described and what is there are compared: defaults filled in, spelling that makes no difference
 * made the same, certificates as thumbprints, secrets left out.
 */
final class States {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What the service adds to an enrollment. */
    private static final List<String> ITS_OWN = List.of(
            "registrationId",
            "enrollmentGroupId",
            "etag",
            "createdDateTimeUtc",
            "lastUpdatedDateTimeUtc",
            "registrationState",
            // A name from earlier versions of the API, which leaves it as it is.
            "credentialPolicyName");

    private States() {}

    /** Of a group or an individual enrollment, as described or as the service tells of it. */
    static ObjectNode enrollment(JsonNode given) {
        ObjectNode state = given.deepCopy();
        state.remove(ITS_OWN);
        if (!state.has("provisioningStatus")) {
            state.put("provisioningStatus", "enabled");
        }
        boolean edge = state.path("capabilities").path("iotEdge").asBoolean(false);
        state.putObject("capabilities").put("iotEdge", edge);
        if (state.get("reprovisionPolicy") instanceof ObjectNode policy) {
            for (String member : List.of("updateHubAssignment", "migrateDeviceData")) {
                policy.put(member, policy.path(member).asBoolean(true));
            }
        }
        hubs(state);
        twin(state);
        if (state.get("customAllocationDefinition") instanceof ObjectNode webhook && webhook.has("webhookUrl")) {
            webhook.put("webhookUrl", Webhooks.masked(webhook.path("webhookUrl").asText()));
        }
        if (state.get("attestation") instanceof ObjectNode attestation) {
            attestation.remove("symmetricKey");
            for (JsonNode form : attestation.path("x509")) {
                for (String slot : List.of("primary", "secondary")) {
                    if (form.get(slot) instanceof ObjectNode certificate) {
                        thumbprint(certificate);
                    }
                }
            }
        }
        return state;
    }

    private static void hubs(ObjectNode state) {
        TreeSet<String> hubs = new TreeSet<>();
        state.path("iotHubs").forEach(hub -> hubs.add(hub.asText().toLowerCase(Locale.ROOT)));
        state.remove("iotHubs");
        if (!hubs.isEmpty()) {
            ArrayNode sorted = state.putArray("iotHubs");
            hubs.forEach(sorted::add);
        }
        if (state.has("iotHubHostName")) {
            state.put("iotHubHostName", state.path("iotHubHostName").asText().toLowerCase(Locale.ROOT));
        }
    }

    /** What a hub is given of it: SDKs echo more. */
    private static void twin(ObjectNode state) {
        JsonNode given = state.path("initialTwin");
        ObjectNode twin = NODES.objectNode();
        if (given.path("tags").isObject()) {
            twin.set("tags", withoutDollars(given.path("tags")));
        }
        if (given.path("properties").path("desired").isObject()) {
            twin.putObject("properties")
                    .set("desired", withoutDollars(given.path("properties").path("desired")));
        }
        state.remove("initialTwin");
        if (!twin.isEmpty()) {
            state.set("initialTwin", twin);
        }
    }

    private static JsonNode withoutDollars(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        copy.remove(List.of("$metadata", "$version"));
        return copy;
    }

    private static void thumbprint(ObjectNode certificate) {
        String thumbprint = certificate.has("info")
                ? certificate.path("info").path("sha256Thumbprint").asText()
                : certificate.path("sha256Thumbprint").asText();
        certificate.removeAll();
        certificate.put("sha256Thumbprint", thumbprint.toLowerCase(Locale.ROOT));
    }

    static ObjectNode hub(JsonNode given) {
        ObjectNode state = NODES.objectNode();
        state.put(
                "location",
                given.path("location").asText().toLowerCase(Locale.ROOT).replace(" ", ""));
        state.put("allocationWeight", given.path("allocationWeight").asInt(1));
        state.put("applyAllocationPolicy", given.path("applyAllocationPolicy").asBoolean(true));
        state.put("authenticationType", authentication(given));
        for (String member : List.of("selectedUserAssignedIdentityResourceId", "clientId", "endpoint")) {
            if (given.hasNonNull(member)) {
                state.set(member, given.get(member));
            }
        }
        return state;
    }

    private static String authentication(JsonNode hub) {
        if (hub.has("authenticationType")) {
            return hub.path("authenticationType").asText();
        }
        if (hub.has("connectionString")) {
            return "KeyBased";
        }
        return hub.has("selectedUserAssignedIdentityResourceId") || hub.has("clientId")
                ? "UserAssigned"
                : "SystemAssigned";
    }

    /** The rights as a list, which the service tells of as one text. */
    static ObjectNode policy(JsonNode given) {
        TreeSet<String> rights = new TreeSet<>();
        if (given.path("rights").isArray()) {
            given.path("rights").forEach(right -> rights.add(right.asText()));
        } else {
            rights.addAll(List.of(given.path("rights").asText().split(",\\s*")));
        }
        ObjectNode state = NODES.objectNode();
        ArrayNode sorted = state.putArray("rights");
        rights.forEach(sorted::add);
        return state;
    }

    /** @param verified missing where the author leaves it open */
    static ObjectNode certificate(byte[] der, JsonNode verified) {
        ObjectNode state = NODES.objectNode().put("sha256Thumbprint", Pem.thumbprint(der));
        if (verified.isBoolean()) {
            state.set("isVerified", verified);
        }
        return state;
    }
}
