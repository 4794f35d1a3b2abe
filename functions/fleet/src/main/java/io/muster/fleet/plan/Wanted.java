package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import io.muster.fleet.secret.Reference;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is described.
 *
 * @param state what is compared, in the form that {@link States} gives both sides; without secrets
 * @param body what the service is sent, certificates included; without secrets
 * @param secrets the references by the JSON pointer, in the body, of the member they belong in
 */
record Wanted(Kind kind, String id, ObjectNode state, ObjectNode body, Map<String, Reference> secrets) {
    Wanted {
        secrets = Map.copyOf(secrets);
    }

    /** The state of a thing that has no webhook yet: the webhook's address is told by its reference, at hand or not. */
    ObjectNode named() {
        ObjectNode named = state.deepCopy();
        Optional.ofNullable(secrets.get(Wishes.WEBHOOK))
                .ifPresent(reference ->
                        named.withObjectProperty("customAllocationDefinition").put("webhookUrl", reference.toString()));
        return named;
    }
}
