package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.Secret;
import io.muster.core.registration.Operation;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Plan.Chosen;
import io.muster.core.registration.Progress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What device and webhook say to each other, as far as an operation still needs it: whatever authors put there, so it
 * is sealed, and as long as a message may be, so it is spread over columns {@code Papers1} to {@code Papers6}.
 *
 * @param payload the device's, for its webhook
 * @param twin the webhook's, for the hub
 * @param answer the webhook's, for the device
 */
record Papers(Optional<JsonText> payload, Optional<HubTwin> twin, Optional<JsonText> answer) {
    static final Papers NONE = new Papers(Optional.empty(), Optional.empty(), Optional.empty());
    /** How many columns, and of which operation: a release that knows none of them leaves them as they are. */
    private static final String COUNT = "PapersColumns";

    private static final String OF = "PapersOf";
    /** What the whole is sealed to, and its columns are called, with a number. */
    private static final String NAME = "Papers";

    private static final Pattern PIECE = Pattern.compile("Papers[0-9]+");
    private static final int COLUMN = 32 * 1024;
    /** A message of 96 KB, sealed and in Base64, takes five. */
    private static final int COLUMNS = 6;

    static Papers of(Operation operation) {
        if (operation.progress() instanceof Progress.Assigned assigned) {
            return new Papers(Optional.empty(), Optional.empty(), assigned.payload());
        }
        return operation.progress() instanceof Progress.Failed failed
                ? failed.resumable().map(Papers::of).orElse(NONE)
                : of((Progress.Running) operation.progress());
    }

    private static Papers of(Progress.Running running) {
        if (running instanceof Progress.Choosing choosing) {
            return new Papers(choosing.payload(), Optional.empty(), Optional.empty());
        }
        Plan plan = ((Progress.Assigning) running).plan();
        return new Papers(
                Optional.empty(), plan.chosen().initialTwin(), plan.chosen().payload());
    }

    Chosen chosen() {
        return new Chosen(twin, answer);
    }

    /** The first column is written always, so that a row written over another's keeps nothing of it that opens. */
    void write(Row row, OperationId operation, Sealing sealing) {
        if (equals(NONE)) {
            row.put(COUNT, 0).put("Papers1", "");
            return;
        }
        row.put(OF, operation.text());
        String sealed = sealing.seal(row, NAME, Secret.of(json().toString().getBytes(StandardCharsets.UTF_8)));
        put(row, sealed);
    }

    private static void put(Row row, String sealed) {
        int columns = (sealed.length() + COLUMN - 1) / COLUMN;
        if (columns > COLUMNS) {
            throw new IllegalArgumentException("payload and twin of a registration are longer than a row holds");
        }
        row.put(COUNT, columns);
        for (int i = 0; i < columns; i++) {
            row.put(NAME + (i + 1), sealed.substring(i * COLUMN, Math.min(sealed.length(), (i + 1) * COLUMN)));
        }
    }

    /** The one sealed value that lies in several columns; empty when the row has none. */
    static Optional<String> sealed(Row row) {
        int columns = row.findNumber(COUNT).orElse(0);
        StringBuilder sealed = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            sealed.append(row.text(NAME + i));
        }
        return Optional.of(sealed.toString()).filter(text -> !text.isEmpty());
    }

    /** Sets the columns of {@code part} that are to hold what {@code row} does, under that data key. */
    static void reseal(Row row, Row part, Sealing sealing, String keyId) {
        put(part, sealing.under(keyId, row, NAME, sealed(row).orElseThrow()));
    }

    /** Whether a column holds a piece of them rather than a value of its own. */
    static boolean isPiece(String column) {
        return PIECE.matcher(column).matches();
    }

    /** None in rows of releases that knew no webhooks. */
    static Papers read(Row row, OperationId operation, Sealing sealing) {
        Optional<String> sealed = sealed(row);
        if (sealed.isEmpty() || !row.find(OF).equals(Optional.of(operation.text()))) {
            return NONE;
        }
        byte[] opened = sealing.open(row, NAME, sealed.get()).reveal();
        JsonNode json = JsonColumn.parse(new String(opened, StandardCharsets.UTF_8));
        return new Papers(text(json, "payload"), twin(json), text(json, "answer"));
    }

    private ObjectNode json() {
        ObjectNode json = JsonColumn.object();
        payload.ifPresent(text -> json.put("payload", text.text()));
        answer.ifPresent(text -> json.put("answer", text.text()));
        twin.ifPresent(it ->
                json.put("tags", it.tags().text()).put("desired", it.desired().text()));
        return json;
    }

    private static Optional<HubTwin> twin(JsonNode json) {
        return text(json, "tags").map(tags -> new HubTwin(tags, new JsonText(JsonColumn.text(json, "desired"))));
    }

    private static Optional<JsonText> text(JsonNode json, String member) {
        return json.has(member) ? Optional.of(new JsonText(JsonColumn.text(json, member))) : Optional.empty();
    }
}
