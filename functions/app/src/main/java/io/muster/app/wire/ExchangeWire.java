package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.webhook.Exchange;
import java.util.List;

/** What was said with webhooks as the operator reads it (docs/webhook.md). */
public final class ExchangeWire {
    private ExchangeWire() {}

    public static Response response(List<Exchange> exchanges) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("exchanges");
        exchanges.forEach(exchange -> items.add(json(exchange)));
        return Response.json(200, Json.text(body));
    }

    private static ObjectNode json(Exchange exchange) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("at", Times.format(exchange.at()))
                .put("registrationId", exchange.id().text())
                .put("operationId", exchange.operation().text())
                .put("webhook", exchange.webhook())
                .put("attempt", exchange.attempt())
                .put("try", exchange.tried());
        exchange.status().ifPresent(status -> json.put("status", status));
        json.put("tookMs", exchange.took().toMillis()).put("outcome", exchange.outcome());
        exchange.failure().ifPresent(code -> json.put("errorCode", code));
        json.put("requestBytes", exchange.asked()).put("answerBytes", exchange.answered());
        if (!exchange.excerpt().isEmpty()) {
            json.put("answer", exchange.excerpt());
        }
        return json;
    }
}
