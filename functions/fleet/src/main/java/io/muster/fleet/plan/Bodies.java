package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.Reference;
import io.muster.fleet.secret.SecretMissingException;
import io.muster.fleet.secret.SecretSource;
import java.util.List;
import java.util.Map;

/** What the service is sent. Secrets that are not sent stay there as they are, which it knows by their absence or mask. */
final class Bodies {
    private static final String MASK = "****";

    private final SecretSource source;

    Bodies(SecretSource source) {
        this.source = source;
    }

    /** Of a certificate, a group or an individual enrollment; of a hub or a policy as a part of the service. */
    ObjectNode of(Step step) throws SecretMissingException {
        Wanted wanted = step.wish();
        ObjectNode body = wanted.body().deepCopy();
        for (Map.Entry<String, Reference> secret : wanted.secrets().entrySet()) {
            String pointer = secret.getKey();
            if (step.send().contains(pointer)) {
                put(body, pointer, source.get(secret.getValue()));
            } else if (pointer.equals(Wishes.WEBHOOK)) {
                put(body, pointer, step.thing().orElseThrow().told().at(pointer).asText());
            }
        }
        if (wanted.kind() == Kind.POLICY && step.thing().isPresent()) {
            for (String key : List.of("primaryKey", "secondaryKey")) {
                if (!body.has(key)) {
                    body.put(key, MASK);
                }
            }
        }
        return body;
    }

    /** The service's resource as it is after these steps; 98 parts may change in one write, which the service checks. */
    ObjectNode service(ObjectNode before, List<Step> steps) throws SecretMissingException {
        ObjectNode after = before.deepCopy();
        ObjectNode properties = (ObjectNode) after.path("properties");
        for (Step step : steps) {
            switch (step.kind()) {
                case SERVICE -> settings(after, properties, step.wish().body());
                case HUB -> part(properties.withArrayProperty("iotHubs"), "name", step);
                case POLICY -> part(properties.withArrayProperty("authorizationPolicies"), "keyName", step);
                case CERTIFICATE, GROUP, ENROLLMENT ->
                    throw new IllegalArgumentException("no part of the service: " + step);
            }
        }
        if (steps.stream().noneMatch(step -> step.kind() == Kind.POLICY)) {
            // Left out they stay, and who may not touch them can still link hubs.
            properties.remove("authorizationPolicies");
        }
        return after;
    }

    private static void settings(ObjectNode after, ObjectNode properties, ObjectNode wanted) {
        if (wanted.has("allocationPolicy")) {
            properties.set("allocationPolicy", wanted.get("allocationPolicy"));
        }
        if (wanted.has("tags")) {
            after.set("tags", wanted.get("tags"));
        }
    }

    private void part(ArrayNode all, String idMember, Step step) throws SecretMissingException {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).path(idMember).asText().equalsIgnoreCase(step.id())) {
                all.remove(i);
            }
        }
        if (step.wanted().isPresent()) {
            all.add(of(step));
        }
    }

    private static void put(ObjectNode body, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, last));
        ((ObjectNode) parent).put(pointer.substring(last + 1), value);
    }
}
