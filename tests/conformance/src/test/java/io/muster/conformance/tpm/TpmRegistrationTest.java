package io.muster.conformance.tpm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.internal.exceptions.ProvisioningDeviceClientException;
import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TpmAttestation;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.protocols.Case;
import io.muster.conformance.protocols.DeviceSdk;
import io.muster.conformance.protocols.SdkMatrix;
import io.muster.conformance.protocols.SdkMatrixExtension;
import io.muster.conformance.protocols.StandardPort;
import io.muster.conformance.protocols.Transport;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.attestation.HmacSha256;
import io.muster.core.identity.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({LocalStackExtension.class, SdkMatrixExtension.class})
@DisplayName("issue 4.5: devices with a TPM register over HTTPS and AMQP")
final class TpmRegistrationTest {
    private static final String TEXT = "any text";

    private final LocalStack stack;
    private final SdkMatrix matrix;
    private final String id = Names.fresh("tpm");
    private final TpmRegistration registration;

    // Without swtpm this ends the test.
    private final TpmDevice device = TpmDevice.start();
    private final TpmDevice other = TpmDevice.start();

    TpmRegistrationTest(LocalStack stack, SdkMatrix matrix) {
        this.stack = stack;
        this.matrix = matrix;
        this.registration = new TpmRegistration(new DeviceApi(stack), stack.idScope(), id);
    }

    @AfterEach
    void stop() {
        for (TpmDevice each : List.of(device, other)) {
            each.close();
            assertFalse(each.isRunning(), "a process is left");
        }
    }

    @Test
    @DisplayName(
            "2.38, 2.39, 11.27: the vendor's SDK registers, its TPM then holds the key that the hub knows; not a stranger")
    void sdk() throws Exception {
        enrollUnderDefaultId(device, new TpmAttestation(ek(device)));

        for (Transport transport : List.of(Transport.HTTPS, Transport.AMQP, Transport.AMQP_WS)) {
            try (StandardPort port = StandardPort.of(transport, stack)) {
                String first = registered(device, transport);
                String second = registered(device, transport);

                assertNotEquals(first, second, "each reprovision issues a new key");
                matrix.passed(DeviceSdk.JAVA, transport, Case.TPM);
                assertStranger(transport);
                matrix.passed(DeviceSdk.JAVA, transport, Case.WRONG_TPM);
            }
        }
    }

    /** Over AMQP this SDK overlooks SASL's refusal for a minute, so that the service's own word for it is awaited. */
    private void assertStranger(Transport transport) throws Exception {
        if (transport == Transport.HTTPS) {
            assertThrows(ProvisioningDeviceClientException.class, () -> register(other, transport));
            return;
        }
        String defaultId = new TpmSecurityProvider(other).getRegistrationId();
        int before = refusals(defaultId);
        ExecutorService stranger = Executors.newSingleThreadExecutor();
        try {
            Future<ProvisioningDeviceClientRegistrationResult> attempt =
                    stranger.submit(() -> register(other, transport));
            int after = Patience.until(
                    Duration.ofSeconds(30), () -> refusals(defaultId), count -> count > before || attempt.isDone());
            assertTrue(after > before, transport::name);
        } finally {
            stranger.shutdownNow();
        }
    }

    /** How often the service remembers to have refused the other device. */
    private int refusals(String defaultId) {
        Answer answer = new ServiceApi(stack).get("/muster/decisions/registrations/" + defaultId);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json().path("decisions").size();
    }

    @Test
    @DisplayName("2.36: the enrolled storage root key may be named, and is compared then")
    void storageRootKey() throws Exception {
        enrollUnderDefaultId(device, new TpmAttestation(ek(device), srk(device)));
        enrollUnderDefaultId(other, new TpmAttestation(ek(other), srk(device)));

        String unused = registered(device);

        assertRefused(other);
    }

    @Test
    @DisplayName("2.40: another endorsement key than the enrolled one, and nobody's id, are refused alike")
    void strangers() throws Exception {
        enrollUnderDefaultId(device, new TpmAttestation(ek(other)));

        assertRefused(device);
        assertRefused(other);
    }

    @Test
    @DisplayName("issue 4.5: two devices at once")
    void twoAtOnce() throws Exception {
        enrollUnderDefaultId(device, new TpmAttestation(ek(device)));
        enrollUnderDefaultId(other, new TpmAttestation(ek(other)));
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> tasks = List.of(() -> registered(device), () -> registered(other));
            List<Future<String>> keys = both.invokeAll(tasks);
            assertNotEquals(keys.get(0).get(), keys.get(1).get());
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    @DisplayName("seams 8: the same PUT again and every poll take the same token")
    void repeatedToken() throws Exception {
        enroll(id, new TpmAttestation(ek(device)));
        String token = registration.answered(device);

        Answer first = registration.register(device, token);
        Answer again = registration.register(device, token);
        Answer end = registration.finished(again, token);

        assertEquals(202, first.status(), first::toString);
        assertEquals(202, again.status(), again::toString);
        assertEquals("assigned", end.text("/status"), end::toString);
        assertFalse(end.text("/registrationState/tpm/authenticationKey").isEmpty(), end::toString);
    }

    @Test
    @DisplayName("seams 8: one instance challenges, another takes the answer")
    void anotherInstance() throws Exception {
        enroll(id, new TpmAttestation(ek(device)));
        List<URI> hosts = stack.functionsHosts();
        assertTrue(hosts.size() > 1, "a second instance is needed");

        String token = at(hosts.get(0)).answered(device);
        Answer registered = at(hosts.get(1)).register(device, token);

        assertEquals(202, registered.status(), registered::toString);
        assertEquals("assigned", at(hosts.get(0)).finished(registered, token).text("/status"));
    }

    @Test
    @DisplayName("seams 8: the answer to a challenge for another id, EK or SRK is none to this one")
    void challengesOfOthers() throws Exception {
        String twin = Names.fresh("twin");
        enroll(id, new TpmAttestation(ek(device)));
        enroll(twin, new TpmAttestation(ek(device)));
        TpmRegistration ofTwin = new TpmRegistration(new DeviceApi(stack), stack.idScope(), twin);

        String unused = ofTwin.answered(device);
        assertUnauthorized(registration.register(device, registration.token(device)));

        String answered = registration.answered(device);
        DeviceApi api = new DeviceApi(stack);
        assertUnauthorized(api.send(registration.registerCall(device, other).with("Authorization", answered)));
        assertUnauthorized(api.send(registration.registerCall(other, device).with("Authorization", answered)));
    }

    private TpmRegistration at(URI host) {
        return new TpmRegistration(new DeviceApi(stack, new Wire(host)), stack.idScope(), id);
    }

    private static void assertUnauthorized(Answer answer) {
        assertEquals(401, answer.status(), answer::toString);
        assertEquals(401002, answer.errorCode(), answer::toString);
    }

    private void enroll(String registrationId, TpmAttestation attestation) throws Exception {
        IndividualEnrollment unused = new ProvisioningServiceClient(stack.serviceConnectionString())
                .createOrUpdateIndividualEnrollment(new IndividualEnrollment(registrationId, attestation));
    }

    /** Under the id that the SDK makes of the device's endorsement key. */
    private void enrollUnderDefaultId(TpmDevice which, TpmAttestation attestation) throws Exception {
        enroll(new TpmSecurityProvider(which).getRegistrationId(), attestation);
    }

    /** Registers by the SDK; the hub's primary key for the device, which its TPM must hold now. */
    private String registered(TpmDevice which) throws Exception {
        return registered(which, Transport.HTTPS);
    }

    private String registered(TpmDevice which, Transport transport) throws Exception {
        ProvisioningDeviceClientRegistrationResult result = register(which, transport);
        assertEquals(
                ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED,
                result.getProvisioningDeviceClientStatus());
        String hub = stack.hub(result.getIothubUri()).connectionString();
        String primary = new RegistryClient(hub).getDevice(result.getDeviceId()).getPrimaryKey();
        assertArrayEquals(
                HmacSha256.of(Secret.fromBase64(primary), TEXT), which.sign(TEXT.getBytes(StandardCharsets.UTF_8)));
        return primary;
    }

    /** By plain HTTP too: the SDK takes each 401 for a challenge, misses the key in it and tells no code. */
    private void assertRefused(TpmDevice which) throws Exception {
        String defaultId = new TpmSecurityProvider(which).getRegistrationId();
        DeviceApi api = new DeviceApi(stack);
        assertUnauthorized(api.send(new TpmRegistration(api, stack.idScope(), defaultId).registerCall(which, which)));
        assertThrows(ProvisioningDeviceClientException.class, () -> register(which, Transport.HTTPS));
    }

    private ProvisioningDeviceClientRegistrationResult register(TpmDevice which, Transport transport) throws Exception {
        return ProvisioningDeviceClient.create(
                        stack.deviceHost(), stack.idScope(), transport.ofJava(), new TpmSecurityProvider(which))
                .registerDeviceSync();
    }

    private static String ek(TpmDevice of) {
        return Base64.getEncoder().encodeToString(of.endorsementKey());
    }

    private static String srk(TpmDevice of) {
        return Base64.getEncoder().encodeToString(of.storageRootKey());
    }
}
