package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.attestation.Evidence;
import io.muster.core.identity.OperationId;
import io.muster.core.registration.Operation;
import io.muster.core.registration.PastOperation;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A record's operations as JSON: the current one with its progress, and the former ones' ids. */
final class OperationColumn {
    private OperationColumn() {}

    static String write(Operation operation) {
        ObjectNode json = JsonColumn.object()
                .put("id", operation.id().text())
                .put("started", operation.started().toString());
        if (operation.progress() instanceof Progress.Assigning assigning) {
            json.put("state", "assigning").put("attempt", assigning.attempt());
            json.put("due", assigning.due().toString()).set("plan", plan(assigning.plan(), operation.evidence()));
        } else if (operation.progress() instanceof Progress.Failed failed) {
            json.put("state", "failed").put("code", failed.code()).put("message", failed.message());
        } else if (operation.progress() instanceof Progress.Assigned) {
            json.put("state", "assigned");
        }
        json.set("evidence", EvidenceJson.write(operation.evidence()));
        return json.toString();
    }

    static Operation read(String column) {
        JsonNode json = JsonColumn.parse(column);
        return new Operation(
                new OperationId(JsonColumn.text(json, "id")),
                JsonColumn.instant(json, "started"),
                evidence(json),
                progress(json));
    }

    /** Releases from before X.509 kept it in the plan, and nothing of it once an operation was final. */
    private static Evidence evidence(JsonNode json) {
        return json.has("evidence")
                ? EvidenceJson.read(json.path("evidence"))
                : new Evidence.Key(json.path("plan").path("derivedFrom").asText());
    }

    static String writePast(List<PastOperation> past) {
        ArrayNode json = JsonColumn.array();
        past.forEach(old -> json.addObject()
                .put("id", old.id().text())
                .put("forgotten", old.forgotten().toString()));
        return json.toString();
    }

    static List<PastOperation> readPast(String column) {
        return StreamSupport.stream(JsonColumn.parse(column).spliterator(), false)
                .map(old -> new PastOperation(
                        new OperationId(JsonColumn.text(old, "id")), JsonColumn.instant(old, "forgotten")))
                .toList();
    }

    private static Progress progress(JsonNode json) {
        String state = JsonColumn.text(json, "state");
        return switch (state) {
            case "assigning" ->
                new Progress.Assigning(
                        plan(json.path("plan")), json.path("attempt").intValue(), JsonColumn.instant(json, "due"));
            case "assigned" -> new Progress.Assigned();
            case "failed" -> new Progress.Failed(json.path("code").intValue(), JsonColumn.text(json, "message"));
            default -> throw new IllegalStateException("an operation is in an unknown state: " + state);
        };
    }

    private static ObjectNode plan(Plan plan, Evidence evidence) {
        ObjectNode json = JsonColumn.object().put("twin", plan.twin().name());
        if (evidence instanceof Evidence.Key key) {
            // Where an instance of such a release looks for it, while both serve.
            json.put("derivedFrom", key.derivedFrom());
        }
        json.set("target", SeatJson.write(plan.target()));
        plan.moveFrom().ifPresent(seat -> json.set("moveFrom", SeatJson.write(seat)));
        return json;
    }

    private static Plan plan(JsonNode json) {
        return new Plan(
                SeatJson.read(json.path("target")),
                Optional.ofNullable(json.get("moveFrom")).map(SeatJson::read),
                Plan.TwinTreatment.valueOf(JsonColumn.text(json, "twin")));
    }
}
