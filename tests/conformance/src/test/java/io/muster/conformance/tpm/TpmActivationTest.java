package io.muster.conformance.tpm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Names;
import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.HmacSha256;
import io.muster.core.decision.Trail;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.tpm.AuthenticationKey;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.tpm.TpmPublic;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tss.TpmException;
import tss.tpm.TPM_RC;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("issue 4.5: what the service seals, on TPMs")
final class TpmActivationTest {
    private static final IdScope SCOPE = new IdScope("0ne00ABCDEF");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final byte[] TEXT = "any text".getBytes(StandardCharsets.UTF_8);
    private static final String URI = "hub.azure-devices.net/unit-1";

    private final SecureRandom random = new SecureRandom();
    private final Secret serviceSecret = Secret.fromBase64(Names.key(32));
    private final TpmChallenges challenges = new TpmChallenges(() -> serviceSecret, SCOPE, random);
    private final RegistrationId id = new RegistrationId(Names.fresh("tpm"));

    // Without swtpm this ends the class.
    private final TpmDevice device = TpmDevice.start();
    private final TpmDevice other = TpmDevice.start();

    @AfterAll
    void stop() {
        for (TpmDevice each : List.of(device, other)) {
            each.close();
            assertFalse(each.isRunning(), "a process is left");
        }
    }

    @Test
    @DisplayName("clients.md 5: the keys of a TPM's default templates are taken, in their documented sizes")
    void keys() {
        assertEquals(316, device.endorsementKey().length);
        assertEquals(284, device.storageRootKey().length);
        assertArrayEquals(
                device.endorsementKey(), Base64.getDecoder().decode(ek(device).base64()));
    }

    @ParameterizedTest
    @CsvSource({"16", "32", "64"})
    @DisplayName("2.37: the TPM imports the key, and its HMAC is ours")
    void activates(int length) {
        Secret key = Secret.fromBase64(Names.key(length));

        String uri = device.activate(seal(key, device, device));

        assertEquals(URI, uri);
        assertArrayEquals(HmacSha256.of(key, "any text"), device.sign(TEXT));
    }

    @Test
    @DisplayName("2.38: a token signed in the TPM answers the challenge; 2.40: not a later one")
    void challenge() {
        String uri = device.activate(decode(challenges.challenge(id, ek(device), srk(device), NOW)));
        DeviceToken token = signedToken(device);

        assertEquals(SCOPE.text() + "/registrations/" + id.text(), uri);
        assertTrue(challenges.signed(token, id, ek(device), srk(device), NOW.plusSeconds(300)));
        assertFalse(challenges.signed(token, id, ek(device), srk(device), NOW.plusSeconds(600)));
        assertFalse(challenges.signed(token, id, ek(other), srk(device), NOW));
    }

    @Test
    @DisplayName("2.39: the hub key is imported over the challenge's; a new operation brings a new one")
    void hubKeys() {
        device.activate(decode(challenges.challenge(id, ek(device), srk(device), NOW)));
        byte[] signedBefore = device.sign(TEXT);

        for (OperationId operation : List.of(OperationId.random(random), OperationId.random(random))) {
            String sealed = challenges.hubKeyBlob(
                    id,
                    ek(device),
                    srk(device),
                    operation,
                    new HubHost("hub.azure-devices.net"),
                    new DeviceId("unit-1"));
            assertEquals(URI, device.activate(decode(sealed)));

            Secret primary =
                    challenges.hubKeys(id, ek(device), srk(device), operation).primary();
            assertArrayEquals(HmacSha256.of(primary, "any text"), device.sign(TEXT));
            assertFalse(Arrays.equals(signedBefore, device.sign(TEXT)));
        }
    }

    @Test
    @DisplayName("2.37: sealed to another endorsement or storage root key, it does not open in this TPM")
    void otherKeys() {
        Secret key = Secret.fromBase64(Names.key(32));

        refused(seal(key, other, device));
        refused(seal(key, device, other));
        refused(seal(key, other, other));

        assertEquals(URI, other.activate(seal(key, other, other)));
    }

    @ParameterizedTest(name = "{0}: byte {1}")
    @CsvSource({
        "credential, 9",
        "credential's encrypted part, 40",
        "credential's secret, 200",
        "duplicate's integrity, 320",
        "duplicate's encrypted part, 400",
        "duplicate's secret, 600",
        "public area's attributes, 723",
        "public area's unique value, 750"
    })
    @DisplayName("2.37: with one bit flipped, the TPM refuses it, and keeps the key it had")
    void flippedBits(String part, int at) {
        Secret former = Secret.fromBase64(Names.key(32));
        device.activate(seal(former, device, device));
        byte[] sealed = seal(Secret.fromBase64(Names.key(32)), device, device);
        sealed[at] ^= 4;

        refused(sealed);

        assertArrayEquals(HmacSha256.of(former, "any text"), device.sign(TEXT), part);
    }

    @Test
    @DisplayName("issue 4.5: two devices at once, each with its own key")
    void twoAtOnce() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> tasks = List.of(answers(device), answers(other));
            for (Future<Boolean> answered : both.invokeAll(tasks)) {
                assertTrue(answered.get());
            }
        } finally {
            both.shutdownNow();
        }
    }

    /** Three challenges in a row, each answered. */
    private Callable<Boolean> answers(TpmDevice which) {
        return () -> {
            boolean all = true;
            for (int i = 0; i < 3; i++) {
                Instant now = NOW.plusSeconds(600L * i);
                which.activate(decode(challenges.challenge(id, ek(which), srk(which), now)));
                all &= challenges.signed(signedToken(which), id, ek(which), srk(which), now);
            }
            return all;
        };
    }

    private void refused(byte[] sealed) {
        TPM_RC code = assertThrows(TpmException.class, () -> device.activate(sealed)).ResponseCode;
        // FAILURE is what swtpm says to a secret that does not decrypt.
        assertTrue(Set.of(TPM_RC.INTEGRITY, TPM_RC.FAILURE).contains(code), () -> "refused with " + code);
    }

    private byte[] seal(Secret key, TpmDevice ek, TpmDevice srk) {
        return AuthenticationKey.seal(key, URI, ek(ek), srk(srk), random).bytes();
    }

    private DeviceToken signedToken(TpmDevice by) {
        String header = TpmToken.signedBy(by, SCOPE.text(), id.text(), NOW.plus(Duration.ofHours(1)));
        return DeviceToken.check(header, SCOPE, id, NOW, Duration.ofMinutes(5), new Trail(id));
    }

    private static TpmPublic ek(TpmDevice of) {
        return TpmPublic.endorsementKey(Base64.getEncoder().encodeToString(of.endorsementKey()));
    }

    private static TpmPublic srk(TpmDevice of) {
        return TpmPublic.storageRootKey(Base64.getEncoder().encodeToString(of.storageRootKey()));
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
