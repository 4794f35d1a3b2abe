package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** A fleet as its author wants it, by the rules of the schema; secrets are still references. */
public final class Description {
    private final ObjectNode root;

    private Description(ObjectNode root) {
        this.root = root;
    }

    /** YAML or JSON; throws with everything that is wrong with it. */
    public static Description parse(String text) throws FaultyDescriptionException {
        Value value = YamlReader.read(text);
        Faults faults = new Faults();
        Checker checker = new Checker(faults);
        JsonNode root = checker.check(value, Schema.ROOT, "");
        // The rules between members have a meaning only where each is well-formed.
        faults.throwIfAny();
        Description description = new Description((ObjectNode) root);
        new Rules(checker::place, faults).check(description);
        faults.throwIfAny();
        return description;
    }

    /** What is described of a kind, by its id, as it stands in the description. */
    public Map<String, ObjectNode> things(Kind kind) {
        JsonNode parent = kind.isOfService() ? root.path("service") : root;
        Map<String, ObjectNode> things = new TreeMap<>();
        for (Entry<String, JsonNode> each : parent.path(kind.plural()).properties()) {
            things.put(each.getKey(), (ObjectNode) each.getValue());
        }
        return things;
    }

    /** What is described of the service itself: its own members, without hubs and policies. */
    public ObjectNode service() {
        ObjectNode service = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("allocationPolicy", "tags")) {
            JsonNode value = root.path("service").path(member);
            if (!value.isMissingNode()) {
                service.set(member, value);
            }
        }
        return service;
    }

    /** Whether the service's own resource is described in any part. */
    public boolean describesService() {
        return root.has("service") || covers(Kind.HUB) || covers(Kind.POLICY);
    }

    /** Whether the scope has a word about this kind. */
    public boolean covers(Kind kind) {
        return root.path("scope").has(kind.plural());
    }

    /** Whether a thing that is not described is surplus: the scope covers it. */
    public boolean covers(Kind kind, String id) {
        String folded = id.toLowerCase(Locale.ROOT);
        List<JsonNode> patterns = new ArrayList<>();
        root.path("scope").path(kind.plural()).forEach(patterns::add);
        return patterns.stream()
                .anyMatch(pattern -> Wildcard.matches(pattern.textValue().toLowerCase(Locale.ROOT), folded));
    }
}
