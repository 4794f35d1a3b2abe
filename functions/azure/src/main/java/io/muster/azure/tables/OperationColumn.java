package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.attestation.Evidence;
import io.muster.core.identity.OperationId;
import io.muster.core.registration.Attempt;
import io.muster.core.registration.Operation;
import io.muster.core.registration.PastOperation;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** A record's operations as JSON: the current one with its progress, and the former ones' ids. */
final class OperationColumn {
    private OperationColumn() {}

    static String write(Operation operation) {
        ObjectNode json = JsonColumn.object()
                .put("id", operation.id().text())
                .put("started", operation.started().toString());
        if (operation.progress() instanceof Progress.Running running) {
            write(json, running, operation.evidence());
        } else if (operation.progress() instanceof Progress.Failed failed) {
            json.put("state", "failed").put("code", failed.code()).put("message", failed.message());
            failed.resumable().ifPresent(running -> write(json.putObject("resumable"), running, operation.evidence()));
        } else if (operation.progress() instanceof Progress.Assigned) {
            json.put("state", "assigned");
        }
        json.set("evidence", EvidenceJson.write(operation.evidence()));
        return json.toString();
    }

    private static void write(ObjectNode json, Progress.Running running, Evidence evidence) {
        json.put("state", running instanceof Progress.Choosing ? "choosing" : "assigning");
        Attempt attempt = running.attempt();
        json.put("attempt", attempt.number()).put("due", attempt.due().toString());
        attempt.ticket().ifPresent(ticket -> json.put("ticket", ticket));
        attempt.failingSince().ifPresent(since -> json.put("failingSince", since.toString()));
        if (running instanceof Progress.Assigning assigning) {
            json.set("plan", plan(assigning.plan(), evidence));
        } else if (running instanceof Progress.Choosing choosing) {
            json.put("legacyClient", choosing.legacyClient());
        }
    }

    /** @param papers what is kept of an operation beside the column */
    static Operation read(String column, Function<OperationId, Papers> papers) {
        JsonNode json = JsonColumn.parse(column);
        OperationId id = new OperationId(JsonColumn.text(json, "id"));
        return new Operation(id, JsonColumn.instant(json, "started"), evidence(json), progress(json, papers.apply(id)));
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

    private static Progress progress(JsonNode json, Papers papers) {
        return switch (JsonColumn.text(json, "state")) {
            case "assigned" -> new Progress.Assigned(papers.answer());
            case "failed" ->
                new Progress.Failed(
                        json.path("code").intValue(),
                        JsonColumn.text(json, "message"),
                        Optional.ofNullable(json.get("resumable")).map(running -> running(running, papers)));
            default -> running(json, papers);
        };
    }

    private static Progress.Running running(JsonNode json, Papers papers) {
        Attempt attempt = new Attempt(
                json.path("attempt").intValue(),
                JsonColumn.instant(json, "due"),
                json.has("ticket") ? OptionalLong.of(json.path("ticket").longValue()) : OptionalLong.empty(),
                json.has("failingSince") ? Optional.of(JsonColumn.instant(json, "failingSince")) : Optional.empty());
        String state = JsonColumn.text(json, "state");
        return switch (state) {
            case "assigning" -> new Progress.Assigning(plan(json.path("plan"), papers.chosen()), attempt);
            case "choosing" ->
                new Progress.Choosing(
                        papers.payload(), json.path("legacyClient").booleanValue(), attempt);
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

    private static Plan plan(JsonNode json, Plan.Chosen chosen) {
        return new Plan(
                SeatJson.read(json.path("target")),
                Optional.ofNullable(json.get("moveFrom")).map(SeatJson::read),
                Plan.TwinTreatment.valueOf(JsonColumn.text(json, "twin")),
                chosen);
    }
}
