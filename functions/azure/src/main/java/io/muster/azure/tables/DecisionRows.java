package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Decision.Cause;
import io.muster.core.decision.Decision.Entry;
import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A decision twice: under its registration id, newest first, and under its tracking id. A column for each finding. */
record DecisionRows(Keys keys) {
    private static final String FINDING = "Finding";

    /** Two whole rows and no pointer: either is read alone, and one that got lost takes nothing from the other. */
    List<Row> write(Decision decision) {
        return List.of(
                write(keys.decision(decision.id(), decision.at(), decision.trackingId()), decision),
                write(keys.decision(decision.trackingId()), decision));
    }

    Decision read(Row row) {
        return new Decision(
                UUID.fromString(row.text("TrackingId")),
                new RegistrationId(row.text("RegistrationId")),
                row.instant("At"),
                row.text("Operation"),
                entries(row));
    }

    private static Row write(Row.Key key, Decision decision) {
        Row row = Row.at(key)
                .put("TrackingId", decision.trackingId().toString())
                .put("RegistrationId", decision.id().text())
                .put("At", decision.at())
                .put("Operation", decision.operation());
        for (int i = 0; i < decision.entries().size(); i++) {
            row.put(FINDING + i, json(decision.entries().get(i)).toString());
        }
        return row;
    }

    private static List<Entry> entries(Row row) {
        List<Entry> entries = new ArrayList<>();
        Optional<String> column = row.find(FINDING + 0);
        while (column.isPresent()) {
            entries.add(entry(JsonColumn.parse(column.get())));
            column = row.find(FINDING + entries.size());
        }
        return entries;
    }

    private static ObjectNode json(Entry entry) {
        ObjectNode json = JsonColumn.object()
                .put("step", entry.step())
                .put("subject", entry.subject())
                .put("text", entry.text());
        entry.cause().ifPresent(cause -> json.put("code", cause.code()).put("advice", cause.advice()));
        return json;
    }

    private static Entry entry(JsonNode json) {
        Optional<Cause> cause = json.has("code")
                ? Optional.of(new Cause(JsonColumn.text(json, "code"), JsonColumn.text(json, "advice")))
                : Optional.empty();
        return new Entry(
                JsonColumn.text(json, "step"), JsonColumn.text(json, "subject"), JsonColumn.text(json, "text"), cause);
    }
}
