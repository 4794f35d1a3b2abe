package io.muster.conformance.tpm;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import java.time.Duration;
import java.util.Base64;

/** The steps of a device with a TPM over HTTPS, one by one, for what no SDK would do (2.38). */
final class TpmRegistration {
    private final DeviceApi api;
    private final String idScope;
    private final String id;

    TpmRegistration(DeviceApi api, String idScope, String id) {
        this.api = api;
        this.idScope = idScope;
        this.id = id;
    }

    /** The register that the keys of one TPM, or of two, go with. */
    Call registerCall(TpmDevice ek, TpmDevice srk) {
        return api.registerCall(id)
                .json("{\"registrationId\":\"" + id + "\",\"tpm\":{\"endorsementKey\":\"" + base64(ek.endorsementKey())
                        + "\",\"storageRootKey\":\"" + base64(srk.storageRootKey()) + "\"}}");
    }

    /** Asks for a challenge, which must come, and has the TPM answer it; the Authorization header. */
    String answered(TpmDevice device) {
        Answer challenge = api.send(registerCall(device, device));
        String sealed = challenge.status() == 401 ? challenge.text("/authenticationKey") : "";
        if (sealed.isEmpty() || !challenge.text("/keyName").equals("registration")) {
            throw new AssertionError("no challenge: " + challenge);
        }
        String unused = device.activate(Base64.getDecoder().decode(sealed));
        return token(device);
    }

    /** Signed with the key that the TPM holds now. */
    String token(TpmDevice device) {
        return TpmToken.signedBy(device, idScope, id, Sas.inAnHour());
    }

    Answer register(TpmDevice device, String authorization) {
        return api.send(registerCall(device, device).with("Authorization", authorization));
    }

    /** Polls with the register's token until the operation has ended. */
    Answer finished(Answer registered, String authorization) {
        Call poll = Call.of("GET", api.path(id) + "/operations/" + registered.text("/operationId") + DeviceApi.VERSION)
                .with("Authorization", authorization);
        return Patience.until(Duration.ofSeconds(60), () -> api.send(poll), answer -> answer.status() != 202);
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
