package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Answer;
import java.io.IOException;

/** The device API's bodies: compact and without null members, since embedded clients hold answer and topic in 640 bytes. */
public final class DeviceWire {
    private DeviceWire() {}

    /** Checks a register or look-up body; an empty one is fine (clients.md 14). */
    public static void requireValid(Request request, RegistrationId pathId) {
        Bodies.json(request).ifPresent(fields -> requireValid(fields, pathId));
    }

    private static void requireValid(Fields fields, RegistrationId pathId) {
        fields.parsed("registrationId", RegistrationId::new).ifPresent(id -> {
            if (!id.equals(pathId)) {
                throw Json.invalid("registrationId in the body differs from the one in the path");
            }
        });
        if (fields.has("csr")) {
            throw Json.invalid("csr: this service does not issue certificates; register without a csr");
        }
    }

    /** 202 for a register (clients.md 1), 200 for a look-up that found an end, 202 for one that did not. */
    public static Response registered(Answer answer, ApiVersion version) {
        return operation(202, answer, version);
    }

    public static Response looked(Answer answer, ApiVersion version) {
        return operation(running(answer) ? 202 : 200, answer, version);
    }

    /** The bare registration result, without the operation around it. */
    public static Response state(Answer answer, ApiVersion version) {
        return Response.json(200, Json.write(json -> writeState(json, answer, version)));
    }

    private static Response operation(int status, Answer answer, ApiVersion version) {
        String body = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("operationId", answer.operationId().text());
            json.writeStringField("status", statusOf(answer));
            // While assigning the operation alone is the whole answer (clients.md 6).
            if (!running(answer)) {
                json.writeFieldName("registrationState");
                writeState(json, answer, version);
            }
            json.writeEndObject();
        });
        Response response = Response.json(status, body);
        return running(answer) ? response.with("Retry-After", "3") : response;
    }

    private static boolean running(Answer answer) {
        return statusOf(answer).equals("assigning");
    }

    private static String statusOf(Answer answer) {
        return answer instanceof Answer.Current current
                ? RegistrationStateWire.status(current.registration())
                : "disabled";
    }

    private static void writeState(JsonGenerator json, Answer answer, ApiVersion version) throws IOException {
        json.writeStartObject();
        if (answer instanceof Answer.Disabled disabled) {
            json.writeStringField("registrationId", disabled.id().text());
            json.writeStringField("status", "disabled");
            json.writeStringField("lastUpdatedDateTimeUtc", Times.format(disabled.at()));
        } else if (answer instanceof Answer.Current current) {
            RegistrationStateWire.write(json, current.registration(), version);
            if (current.registration().group().isPresent()) {
                json.writeObjectFieldStart("symmetricKey");
                json.writeStringField(
                        "enrollmentGroupId",
                        current.registration().group().get().text());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }
}
