package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Assignment;
import io.muster.core.registration.Operation;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Substatus;

/** Rows {@code registration} of table {@code devices}. */
record RegistrationRows(Keys keys, Sealing sealing) implements RowCodec<Registration> {
    @Override
    public Row write(Registration registration) {
        Row row = Row.at(keys.registration(registration.id()))
                .put("RegistrationId", registration.id().text())
                .put("Etag", registration.etag().text())
                .put("EnrollmentGroupId", registration.group().map(GroupId::text))
                .put("Created", registration.created())
                .put("Updated", registration.updated())
                .put("Assignment", registration.assignment().map(RegistrationRows::json))
                .put("Operation", OperationColumn.write(registration.operation()))
                .put("PastOperations", OperationColumn.writePast(registration.past()));
        Operation operation = registration.operation();
        Papers.of(operation).write(row, operation.id(), sealing);
        return row;
    }

    @Override
    public Registration read(Row row) {
        return new Registration(
                new RegistrationId(row.text("RegistrationId")),
                row.find("EnrollmentGroupId").map(GroupId::new),
                row.instant("Created"),
                row.instant("Updated"),
                new Etag(row.text("Etag")),
                row.find("Assignment").map(RegistrationRows::assignment),
                OperationColumn.read(row.text("Operation"), id -> Papers.read(row, id, sealing)),
                OperationColumn.readPast(row.text("PastOperations")));
    }

    private static String json(Assignment assignment) {
        ObjectNode json = SeatJson.write(assignment.seat())
                .put("substatus", assignment.substatus().name());
        return (assignment.imported() ? json.put("imported", true) : json).toString();
    }

    private static Assignment assignment(String column) {
        JsonNode json = JsonColumn.parse(column);
        return new Assignment(
                SeatJson.read(json),
                Substatus.valueOf(JsonColumn.text(json, "substatus")),
                json.path("imported").asBoolean(false));
    }
}
