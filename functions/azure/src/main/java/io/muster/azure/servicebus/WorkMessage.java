package io.muster.azure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.telemetry.TraceParent;
import java.util.Optional;

/**
 * A queue message: {@code {"schema":1,"idScope","registrationId","operationId","attempt"}}, identifiers only (seams.md
 * section 6), and {@code "traceparent"} when it was sent in a trace.
 */
public record WorkMessage(IdScope idScope, Item item, Optional<TraceParent> trace) {
    /**
     * Reads a message of this schema or a later one, whose further members are passed over. Throws
     * IllegalArgumentException that names what is wrong and echoes none of the message.
     */
    public static WorkMessage parse(String text) {
        JsonNode message = MessageJson.read(text);
        if (message.has("kind")) {
            throw new IllegalArgumentException("message is of another kind, or of one that is unknown");
        }
        int attempt = MessageJson.whole(message, "attempt");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt is negative");
        }
        Item item = new Item(
                new RegistrationId(MessageJson.text(message, "registrationId")),
                new OperationId(MessageJson.text(message, "operationId")),
                attempt);
        return new WorkMessage(new IdScope(MessageJson.text(message, "idScope")), item, MessageJson.trace(message));
    }

    /** As it is put into the queue. */
    public String body() {
        ObjectNode body = MessageJson.begin(idScope)
                .put("registrationId", item.registrationId().text())
                .put("operationId", item.operationId().text())
                .put("attempt", item.attempt());
        MessageJson.trace(body, trace);
        return body.toString();
    }

    /** {@code operationId:attempt}. */
    String messageId() {
        return item.operationId().text() + ":" + item.attempt();
    }
}
