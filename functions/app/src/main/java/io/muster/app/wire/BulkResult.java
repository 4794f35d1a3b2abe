package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.muster.app.http.Response;
import io.muster.core.problem.Problem;

/** The answer to a bulk operation: 200 whatever became of its items, of which the failed ones are named (rest.md 3.4). */
public final class BulkResult {
    private static final int MAX_ID = 128;
    private static final String NO_ID = "(none)";

    private final String idMember;
    private final ArrayNode errors = JsonNodeFactory.instance.arrayNode();

    public BulkResult(String idMember) {
        this.idMember = idMember;
    }

    /** Id and text are required of us, and with a character at least (rest.md section 4), even where the item had none. */
    public void failed(Fields item, Problem problem) {
        errors.addObject()
                .put(
                        idMember,
                        item.textIfAny(idMember)
                                .map(BulkResult::bounded)
                                .filter(id -> !id.isEmpty())
                                .orElse(NO_ID))
                .put("errorCode", problem.kind().code())
                .put("errorStatus", problem.message());
    }

    public Response response() {
        return Response.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeBooleanField("isSuccessful", errors.isEmpty());
            json.writeFieldName("errors");
            json.writeRawValue(Json.text(errors));
            json.writeEndObject();
        }));
    }

    private static String bounded(String id) {
        return id.substring(0, Math.min(id.length(), MAX_ID));
    }
}
