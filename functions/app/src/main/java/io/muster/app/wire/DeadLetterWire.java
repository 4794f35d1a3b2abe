package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.registration.DeadLetters.DeadLetter;
import java.util.List;

/** Dead letters as operators see them: what they are about and why they are there. */
public final class DeadLetterWire {
    private DeadLetterWire() {}

    public static Response response(List<DeadLetter> letters) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        letters.forEach(letter -> body.add(json(letter)));
        return Response.json(200, Json.text(body));
    }

    public static Response redriven(int count) {
        return Response.json(
                200, Json.text(JsonNodeFactory.instance.objectNode().put("redriven", count)));
    }

    private static ObjectNode json(DeadLetter letter) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("sequenceNumber", letter.sequenceNumber())
                .put("enqueuedDateTimeUtc", Times.format(letter.enqueued()))
                .put("reason", letter.reason())
                .put("description", letter.description());
        letter.item()
                .ifPresent(
                        item -> json.put("registrationId", item.registrationId().text())
                                .put("operationId", item.operationId().text())
                                .put("attempt", item.attempt()));
        return json;
    }
}
