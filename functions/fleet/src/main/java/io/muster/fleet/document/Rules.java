package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Function;

/** What no single member's shape says: which members go together. */
final class Rules {
    private static final List<String> SLOTS = List.of("primary", "secondary");

    private final Function<String, Place> places;
    private final Faults faults;

    Rules(Function<String, Place> places, Faults faults) {
        this.places = places;
        this.faults = faults;
    }

    void check(Description description) {
        tags(description.service());
        description.things(Kind.HUB).forEach((id, hub) -> hub(Names.below("service.hubs", id), hub));
        for (Kind kind : List.of(Kind.GROUP, Kind.ENROLLMENT)) {
            for (Entry<String, ObjectNode> each : description.things(kind).entrySet()) {
                String path = Names.below(kind.plural(), each.getKey());
                attestation(Names.below(path, "attestation"), each.getValue().path("attestation"));
                allocation(path, each.getValue());
            }
        }
    }

    private void tags(ObjectNode service) {
        for (Entry<String, JsonNode> tag : service.path("tags").properties()) {
            if (!tag.getValue().isTextual()) {
                fault(Names.below("service.tags", tag.getKey()), "must be a text, in quotes if need be");
            }
        }
    }

    private void hub(String path, ObjectNode hub) {
        boolean resource = hub.has("selectedUserAssignedIdentityResourceId");
        boolean client = hub.has("clientId");
        String type = hub.path("authenticationType").asText("");
        if (resource && client) {
            fault(path + ".clientId", "must be left out where selectedUserAssignedIdentityResourceId is given");
        }
        if ((resource || client) && !type.isEmpty() && !type.equals("UserAssigned")) {
            fault(path + ".authenticationType", "must be UserAssigned where an identity is named");
        }
        if (type.equals("UserAssigned") && !resource && !client) {
            fault(path, "needs selectedUserAssignedIdentityResourceId or clientId for UserAssigned");
        }
        if (hub.has("connectionString") && (resource || client || (!type.isEmpty() && !type.equals("KeyBased")))) {
            fault(path + ".connectionString", "is for authenticationType KeyBased only");
        }
    }

    private void attestation(String path, JsonNode attestation) {
        String type = attestation.path("type").asText();
        for (String block : List.of("symmetricKey", "x509", "tpm")) {
            if (attestation.has(block) && !block.equals(type)) {
                fault(path + "." + block, "must be left out where type is " + type);
            }
        }
        if (!type.equals("symmetricKey") && !attestation.has(type)) {
            fault(path + "." + type, "is missing");
        } else if (type.equals("x509")) {
            x509(path + ".x509", attestation.path("x509"));
        }
    }

    private void x509(String path, JsonNode x509) {
        if (x509.size() != 1) {
            fault(path, "must hold either the certificates themselves or caReferences");
            return;
        }
        Entry<String, JsonNode> form = x509.properties().iterator().next();
        if (form.getValue().isEmpty()) {
            fault(path + "." + form.getKey() + ".primary", "is missing");
        }
        for (String slot : SLOTS) {
            JsonNode certificate = form.getValue().path(slot);
            if (certificate.isObject() && certificate.size() != 1) {
                fault(path + "." + form.getKey() + "." + slot, "must hold either certificate or sha256Thumbprint");
            }
        }
    }

    private void allocation(String path, ObjectNode enrollment) {
        String policy = enrollment.path("allocationPolicy").asText();
        if (policy.equals("custom") && !enrollment.has("customAllocationDefinition")) {
            fault(path + ".customAllocationDefinition", "is missing: allocationPolicy custom needs a webhook");
        }
        Set<String> hubs = new HashSet<>();
        enrollment.path("iotHubs").forEach(hub -> hubs.add(hub.asText().toLowerCase(Locale.ROOT)));
        if (enrollment.has("iotHubHostName")) {
            hubs.add(enrollment.path("iotHubHostName").asText().toLowerCase(Locale.ROOT));
        }
        if (policy.equals("static") && hubs.size() != 1) {
            fault(path + ".iotHubs", "must name exactly one hub for allocationPolicy static");
        }
    }

    private void fault(String path, String message) {
        faults.add(places.apply(path), path, message);
    }
}
