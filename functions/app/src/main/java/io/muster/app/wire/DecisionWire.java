package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Decision.Cause;
import io.muster.core.decision.Decision.Entry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Decision traces as the operator reads them (docs/explain.md). */
public final class DecisionWire {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private DecisionWire() {}

    /** A tracking id in any case. */
    public static UUID trackingId(String text) {
        // The JDK's own parser takes more, such as 1-2-3-4-5.
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("trackingId must be a UUID such as an error names one");
        }
        return UUID.fromString(text);
    }

    public static Response response(Decision decision) {
        return Response.json(200, Json.text(json(decision)));
    }

    public static Response response(List<Decision> decisions) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("decisions");
        decisions.forEach(decision -> items.add(json(decision)));
        return Response.json(200, Json.text(body));
    }

    private static ObjectNode json(Decision decision) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("trackingId", decision.trackingId().toString())
                .put("registrationId", decision.id().text())
                .put("at", Times.format(decision.at()))
                .put("operation", decision.operation())
                .put("outcome", "refused");
        putReason(json, decision.why());
        json.set("findings", findings(decision.entries()));
        return json;
    }

    static ArrayNode findings(List<Entry> entries) {
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            findings.addObject()
                    .put("step", entry.step())
                    .put("subject", entry.subject())
                    .put("text", entry.text());
        }
        return findings;
    }

    static void putReason(ObjectNode json, Optional<Cause> reason) {
        reason.ifPresent(
                cause -> json.putObject("reason").put("code", cause.code()).put("advice", cause.advice()));
    }
}
