package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.app.http.Response;
import io.muster.core.registration.Answer;
import io.muster.core.registration.Answer.Told;
import java.io.IOException;
import java.time.Duration;

/** The device API's answers: compact and without null members, since embedded clients hold answer and topic in 640 bytes. */
public final class DeviceWire {
    private DeviceWire() {}

    /** 202 for a register (clients.md 1), 200 for a look-up that found an end, 202 for one that did not. */
    public static Response registered(Answer answer, ApiVersion version) {
        return answer instanceof Answer.Challenge challenge
                ? challenged(challenge)
                : operation(202, (Told) answer, version);
    }

    public static Response looked(Answer answer, ApiVersion version) {
        return answer instanceof Answer.Challenge challenge
                ? challenged(challenge)
                : operation(running((Told) answer) ? 202 : 200, (Told) answer, version);
    }

    /** The bare registration result, without the operation around it. */
    public static Response state(Answer answer, ApiVersion version) {
        return answer instanceof Answer.Challenge challenge
                ? challenged(challenge)
                : Response.json(200, Json.write(json -> writeState(json, (Told) answer, version)));
    }

    /** The first half of a TPM's attestation: no error to its clients, who sign with the key in it and come again (2.38). */
    private static Response challenged(Answer.Challenge challenge) {
        return Response.json(401, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("message", "Authorization required");
            json.writeStringField("authenticationKey", challenge.authenticationKey());
            json.writeStringField("keyName", "registration");
            json.writeEndObject();
        }));
    }

    private static Response operation(int status, Told answer, ApiVersion version) {
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
        return running(answer)
                ? response.with("Retry-After", Long.toString(comeBackIn(answer).toSeconds()))
                : response;
    }

    private static boolean running(Told answer) {
        return statusOf(answer).equals("assigning");
    }

    private static Duration comeBackIn(Told answer) {
        return ((Answer.Current) answer).comeBackIn();
    }

    private static String statusOf(Told answer) {
        return answer instanceof Answer.Current current
                ? RegistrationStateWire.status(current.registration())
                : "disabled";
    }

    private static void writeState(JsonGenerator json, Told answer, ApiVersion version) throws IOException {
        json.writeStartObject();
        if (answer instanceof Answer.Disabled disabled) {
            json.writeStringField("registrationId", disabled.id().text());
            json.writeStringField("status", "disabled");
            json.writeStringField("lastUpdatedDateTimeUtc", Times.format(disabled.at()));
        } else if (answer instanceof Answer.Current current) {
            RegistrationStateWire.write(json, current.registration(), version);
            writeAttestation(json, current);
        }
        json.writeEndObject();
    }

    /** One member, named for the kind of attestation (1.11). */
    private static void writeAttestation(JsonGenerator json, Answer.Current current) throws IOException {
        if (current.tpmKey().isPresent()) {
            json.writeObjectFieldStart("tpm");
            json.writeStringField("authenticationKey", current.tpmKey().get());
            json.writeEndObject();
        } else if (current.registration().group().isPresent()) {
            json.writeObjectFieldStart(
                    current.registration().operation().evidence().type().wire());
            json.writeStringField(
                    "enrollmentGroupId", current.registration().group().get().text());
            json.writeEndObject();
        }
    }
}
