package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.registration.Assignment;
import io.muster.core.registration.Progress;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Substatus;
import java.io.IOException;
import java.util.Locale;

/** The members of a registration that device and service API share (1.11). */
public final class RegistrationStateWire {
    private static final int MAX_MESSAGE = 180;

    private RegistrationStateWire() {}

    /** A record as the service API shows it. */
    public static String text(Registration registration, ApiVersion version) {
        return Json.write(json -> {
            json.writeStartObject();
            write(json, registration, version);
            json.writeEndObject();
        });
    }

    static String status(Registration registration) {
        Progress progress = registration.operation().progress();
        if (progress instanceof Progress.Assigned) {
            return "assigned";
        }
        return progress instanceof Progress.Failed ? "failed" : "assigning";
    }

    static void write(JsonGenerator json, Registration registration, ApiVersion version) throws IOException {
        json.writeStringField("registrationId", registration.id().text());
        json.writeStringField("createdDateTimeUtc", Times.format(registration.created()));
        Progress progress = registration.operation().progress();
        if (progress instanceof Progress.Assigned assigned) {
            writeAssignment(json, registration.assignment().orElseThrow(), version);
            if (assigned.payload().isPresent()) {
                json.writeFieldName("payload");
                json.writeRawValue(assigned.payload().get().text());
            }
        } else {
            json.writeStringField("status", status(registration));
        }
        if (progress instanceof Progress.Failed failed) {
            json.writeNumberField("errorCode", failed.code());
            json.writeStringField("errorMessage", shortened(failed.message()));
        }
        json.writeStringField("lastUpdatedDateTimeUtc", Times.format(registration.updated()));
        json.writeStringField("etag", registration.etag().text());
    }

    /** Embedded clients hold a whole answer in some 512 bytes. */
    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    private static void writeAssignment(JsonGenerator json, Assignment assignment, ApiVersion version)
            throws IOException {
        json.writeStringField("assignedHub", assignment.seat().hub().name());
        json.writeStringField("deviceId", assignment.seat().deviceId().text());
        json.writeStringField("status", "assigned");
        json.writeStringField("substatus", substatus(assignment.substatus(), version));
    }

    static Substatus substatus(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "initialassignment" -> Substatus.INITIAL_ASSIGNMENT;
            case "devicedatamigrated" -> Substatus.DEVICE_DATA_MIGRATED;
            case "devicedatareset" -> Substatus.DEVICE_DATA_RESET;
            case "reprovisionedtoinitialassignment" -> Substatus.REPROVISIONED_TO_INITIAL_ASSIGNMENT;
            default -> throw new IllegalArgumentException("is no substatus of an assigned device");
        };
    }

    private static String substatus(Substatus substatus, ApiVersion version) {
        return switch (substatus) {
            case INITIAL_ASSIGNMENT -> "initialAssignment";
            case DEVICE_DATA_MIGRATED -> "deviceDataMigrated";
            case DEVICE_DATA_RESET -> "deviceDataReset";
            case REPROVISIONED_TO_INITIAL_ASSIGNMENT ->
                version.knowsReprovisioned() ? "reprovisionedToInitialAssignment" : "initialAssignment";
        };
    }
}
