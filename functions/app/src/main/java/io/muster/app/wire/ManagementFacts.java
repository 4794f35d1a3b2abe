package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Response;
import java.io.IOException;
import java.util.List;

/** Small answers of the management plane that are the same whatever the service holds (rest.md 8). */
public final class ManagementFacts {
    private static final List<String> OPERATIONS = List.of("read", "write", "listkeys/action");

    private ManagementFacts() {}

    /** What can be done to the resource. */
    public static Response operations() {
        return list(json -> {
            for (String operation : OPERATIONS) {
                json.writeStartObject();
                json.writeStringField("name", "Microsoft.Devices/provisioningServices/" + operation);
                json.writeObjectFieldStart("display");
                json.writeStringField("provider", "Microsoft Devices");
                json.writeStringField("resource", "ProvisioningServices");
                json.writeStringField("operation", operation);
                json.writeEndObject();
                json.writeEndObject();
            }
        });
    }

    /** The sizes there are: one. */
    public static Response skus() {
        return list(json -> {
            json.writeStartObject();
            json.writeStringField("name", "S1");
            json.writeEndObject();
        });
    }

    /** @param taken whether it is this service's own name */
    public static Response nameUnavailable(boolean taken, String message) {
        return object(json -> {
            json.writeBooleanField("nameAvailable", false);
            json.writeStringField("reason", taken ? "AlreadyExists" : "Invalid");
            json.writeStringField("message", message);
        });
    }

    /** Of a change that is in effect. */
    public static Response succeeded() {
        return object(json -> json.writeStringField("status", "Succeeded"));
    }

    private static Response list(Json.Body items) {
        return object(json -> {
            json.writeArrayFieldStart("value");
            items.writeTo(json);
            json.writeEndArray();
        });
    }

    private static Response object(Json.Body members) {
        return Response.json(200, Json.write(json -> write(json, members)));
    }

    private static void write(JsonGenerator json, Json.Body members) throws IOException {
        json.writeStartObject();
        members.writeTo(json);
        json.writeEndObject();
    }
}
