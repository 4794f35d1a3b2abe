package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.core.attestation.TpmKeys;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.RegistrationId;
import java.util.Optional;

/**
 * What a device says in the body of a register or look-up call.
 *
 * @param payload all of it, any JSON, for the webhook (5.7)
 * @param region where it says it is: member {@code clientRegion} of its payload, an Azure region or a country's two letters
 */
public record DeviceBody(Optional<TpmKeys> tpm, Optional<String> region, Optional<JsonText> payload) {
    private static final int LONGEST_REGION = 64;

    /** An empty body is fine (clients.md 14). The payload is the device's own: whatever it is, it is no error here (5.7). */
    public static DeviceBody read(Request request, RegistrationId pathId) {
        Optional<Fields> body = Bodies.json(request);
        body.ifPresent(fields -> requireValid(fields, pathId));
        return new DeviceBody(
                body.flatMap(fields -> fields.object("tpm")).map(AttestationWire::tpmKeys),
                body.flatMap(fields -> fields.objectIfAny("payload")).flatMap(DeviceBody::region),
                body.flatMap(fields -> fields.any("payload")).map(node -> new JsonText(Json.text(node))));
    }

    private static Optional<String> region(Fields payload) {
        return payload.textIfAny("clientRegion").filter(text -> text.length() <= LONGEST_REGION);
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
}
