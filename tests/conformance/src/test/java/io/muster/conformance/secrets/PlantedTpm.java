package io.muster.conformance.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.ServiceApi;
import io.muster.core.testkit.SoftTpm;
import java.util.Base64;
import java.util.function.Consumer;

/** A device with a TPM in software, which gives away what was sealed for it alone. */
final class PlantedTpm {
    private final SoftTpm tpm = SoftTpm.make();
    private final DeviceApi devices;
    private final String id;

    PlantedTpm(DeviceApi devices, String id) {
        this.devices = devices;
        this.id = id;
    }

    void enroll(ServiceApi service) {
        Answer enrolled = service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id + "\",\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\""
                        + tpm.ek() + "\"}}}");
        assertEquals(200, enrolled.status());
    }

    /** Registers to the end, twice, and tells the keys of both challenges and those for the hub. */
    void register(Consumer<String> keys) {
        for (int i = 0; i < 2; i++) {
            Answer challenge = devices.send(call());
            assertEquals(401, challenge.status());
            String key = opened(challenge.text("/authenticationKey"));
            keys.accept(key);
            Answer registered = devices.send(call().with("Authorization", devices.token(id, key)));
            assertEquals(202, registered.status(), registered::toString);
            Answer assigned = devices.finished(id, registered.text("/operationId"), key);
            keys.accept(opened(assigned.text("/registrationState/tpm/authenticationKey")));
            assertEquals(200, devices.lookUp(id, key).status());
        }
    }

    /** Is refused with a key of which nobody knows. */
    void mistake(String key) {
        assertEquals(
                401,
                devices.send(call().with("Authorization", devices.token(id, key)))
                        .status());
    }

    private Call call() {
        return devices.registerCall(id)
                .json("{\"registrationId\":\"" + id + "\",\"tpm\":{\"endorsementKey\":\"" + tpm.ek()
                        + "\",\"storageRootKey\":\"" + tpm.srk() + "\"}}");
    }

    private String opened(String authenticationKey) {
        return Base64.getEncoder().encodeToString(tpm.open(authenticationKey).reveal());
    }
}
