package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The way from what is there to what is described.
 *
 * @param steps in the order in which they are taken
 * @param surplus what the scope covers and nobody describes, where it is not deleted
 * @param notes what the author should know, such as what could not be compared
 * @param service the service's own resource as it was read
 */
public record Plan(List<Step> steps, List<Thing> surplus, List<String> notes, Optional<ObjectNode> service) {
    public Plan {
        steps = List.copyOf(steps);
        surplus = List.copyOf(surplus);
        notes = List.copyOf(notes);
    }

    /** What a step is taken under: the parts of the service, new ones too, share the service's. */
    Optional<String> etag(Step step) {
        return step.kind().isOfService()
                ? service.map(resource -> resource.path("etag").asText()).filter(text -> !text.isEmpty())
                : step.etag();
    }

    /** Whether the service is as described. */
    public boolean isEmpty() {
        return steps.isEmpty() && surplus.isEmpty();
    }
}
