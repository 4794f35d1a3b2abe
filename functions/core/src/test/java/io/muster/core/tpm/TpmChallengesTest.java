package io.muster.core.tpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.DeviceToken;
import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.decision.Trail;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.SoftTpm;
import io.muster.core.testkit.TestData;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 8: TPM challenges without state")
class TpmChallengesTest {
    private static final SoftTpm TPM = SoftTpm.make();
    private static final SoftTpm OTHER = SoftTpm.make();
    private static final TpmPublic EK = TpmPublic.endorsementKey(TPM.ek());
    private static final TpmPublic SRK = TpmPublic.storageRootKey(TPM.srk());
    private static final TpmPublic OTHER_EK = TpmPublic.endorsementKey(OTHER.ek());
    private static final TpmPublic OTHER_SRK = TpmPublic.storageRootKey(OTHER.srk());
    private static final RegistrationId ID = new RegistrationId("Unit-1");
    private static final OperationId OPERATION = new OperationId("4.0123456789abcdef");
    /** The start of a slot. */
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final TpmChallenges challenges = challenges("service", TestData.SCOPE);

    @Test
    @DisplayName("2.38: what the TPM opens signs the token, on any instance")
    void answered() {
        Secret key = TPM.open(challenges.challenge(ID, EK, SRK, START));
        TpmChallenges anotherInstance = challenges("service", new IdScope("0NE00abcdef"));

        assertTrue(challenges.signed(token(key), ID, EK, SRK, START));
        assertTrue(anotherInstance.signed(token(key), new RegistrationId("uNIT-1"), EK, SRK, START));
    }

    @ParameterizedTest(name = "made after {0} s, answered after {1} s: {2}")
    @CsvSource({
        "0, 0, true",
        "0, 299, true",
        "0, 300, true",
        "0, 599, true",
        "0, 600, false",
        "299, 300, true",
        "299, 600, false",
        "300, 299, false",
        "300, 900, false"
    })
    @DisplayName("2.40: a challenge holds in its slot of five minutes and in the next")
    void slots(long made, long answered, boolean holds) {
        Secret key = TPM.open(challenges.challenge(ID, EK, SRK, START.plusSeconds(made)));
        assertEquals(holds, challenges.signed(token(key), ID, EK, SRK, START.plusSeconds(answered)));
    }

    @Test
    @DisplayName("seams 8: a poll carries the register's token for as long as the operation runs")
    void polls() {
        DeviceToken token = token(TPM.open(challenges.challenge(ID, EK, SRK, START)));
        Instant register = START.plusSeconds(500);
        Instant poll = START.plusSeconds(3000);

        assertFalse(challenges.signed(token, ID, EK, SRK, poll));
        assertTrue(challenges.signed(token, ID, EK, SRK, poll, register));
        assertTrue(challenges.signed(token, ID, EK, SRK, register, poll));
        assertFalse(challenges.signed(token, ID, EK, SRK, poll, register.plusSeconds(600)));
        assertFalse(challenges.signed(token, ID, EK, SRK));
    }

    @Test
    @DisplayName("A challenge for another id, EK, SRK, scope or service is not an answer to this one")
    void notForAnother() {
        Instant now = START;
        List<TpmChallenges> strangers =
                List.of(challenges("other service", TestData.SCOPE), challenges("service", new IdScope("0ne00ABCDE0")));
        for (TpmChallenges stranger : strangers) {
            assertUnanswered(TPM.open(stranger.challenge(ID, EK, SRK, now)));
        }
        assertUnanswered(TPM.open(challenges.challenge(new RegistrationId("Unit-2"), EK, SRK, now)));
        assertUnanswered(OTHER.open(challenges.challenge(ID, OTHER_EK, OTHER_SRK, now)));
        Secret key = TPM.open(challenges.challenge(ID, EK, SRK, now));
        assertFalse(challenges.signed(token(key), ID, OTHER_EK, SRK, now));
        assertFalse(challenges.signed(token(key), ID, EK, OTHER_SRK, now));
    }

    @Test
    @DisplayName("2.37: a machine with the EK's TPM but a storage root key of its own makes nothing of the challenge")
    void foreignStorageRoot() {
        String sealed = challenges.challenge(ID, EK, OTHER_SRK, START);

        assertThrows(SoftTpm.Refused.class, () -> TPM.open(sealed));
        assertThrows(SoftTpm.Refused.class, () -> OTHER.open(sealed));
    }

    @Test
    @DisplayName("2.39: the hub key comes sealed, the same on every instance and new with every operation")
    void hubKeys() {
        SymmetricKeys keys = challenges.hubKeys(ID, EK, SRK, OPERATION);
        String sealed = challenges.hubKeyBlob(
                ID, EK, SRK, OPERATION, new HubHost("hub-1.azure-devices.net"), new DeviceId("Pump#1"));

        assertEquals(keys.primary(), TPM.open(sealed));
        assertEquals("hub-1.azure-devices.net/Pump#1", TPM.uri(sealed));
        assertEquals(keys, challenges("service", TestData.SCOPE).hubKeys(ID, EK, SRK, OPERATION));
        assertNotEquals(
                keys.primary(),
                challenges.hubKeys(ID, EK, SRK, new OperationId("4.0")).primary());
    }

    @Test
    @DisplayName("No two keys are the same: each purpose, id, TPM, slot and operation has its own")
    void allDiffer() {
        Set<String> keys = new HashSet<>();
        // An operation's id may look like a slot.
        OperationId likeASlot = new OperationId(Long.toString(START.getEpochSecond() / 300));
        for (String id : List.of("unit-1", "unit-10", "unit-2")) {
            RegistrationId registration = new RegistrationId(id);
            for (OperationId operation : List.of(OPERATION, likeASlot)) {
                SymmetricKeys pair = challenges.hubKeys(registration, EK, SRK, operation);
                keys.add(pair.primary().revealBase64());
                keys.add(pair.secondary().revealBase64());
            }
            keys.add(
                    TPM.open(challenges.challenge(registration, EK, SRK, START)).revealBase64());
        }
        assertEquals(15, keys.size());
    }

    @Test
    @DisplayName("Derivation never changes: builds of both sides of an upgrade serve the same device")
    void derivation() {
        byte[] secret = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        TpmChallenges pinned = new TpmChallenges(() -> Secret.of(secret), TestData.SCOPE, new SecureRandom());
        TpmPublic ek = TpmPublic.endorsementKey(Keys.base64(Keys.endorsementKey()));
        TpmPublic srk = TpmPublic.storageRootKey(Keys.base64(Keys.storageRootKey()));

        SymmetricKeys hub = pinned.hubKeys(ID, ek, srk, OPERATION);

        assertEquals(key("cf86662ce1ba968cc58934eb5dee18af091b1b05e62a1fb1829b661e3bb16485"), hub.primary());
        assertEquals(key("73e3ed91bb8d714da03421b5a6d95111622c8f69a9d89ae9adae06efd069b16a"), hub.secondary());
        DeviceToken signed = token(key("bca33999f12521b5fc4ca4888caeb88f31631972b1de906827f4d184139de8ff"));
        assertTrue(pinned.signed(signed, ID, ek, srk, Instant.ofEpochSecond(300)));
    }

    @Test
    @DisplayName("A service secret too short to be one is refused")
    void shortSecret() {
        TpmChallenges weak = new TpmChallenges(() -> Secret.of(new byte[31]), TestData.SCOPE, new SecureRandom());
        assertThrows(IllegalStateException.class, () -> weak.challenge(ID, EK, SRK, START));
    }

    private void assertUnanswered(Secret key) {
        assertFalse(challenges.signed(token(key), ID, EK, SRK, START));
    }

    private static TpmChallenges challenges(String secret, IdScope scope) {
        return new TpmChallenges(() -> TestData.key(secret), scope, new SecureRandom());
    }

    private static Secret key(String hex) {
        return Secret.of(HexFormat.of().parseHex(hex));
    }

    private static DeviceToken token(Secret key) {
        String resource = TestData.SCOPE.text() + "%2Fregistrations%2F" + ID.text();
        String header = Sas.of(resource, key, START.plus(Duration.ofHours(1))).header();
        return DeviceToken.check(header, TestData.SCOPE, ID, START, Duration.ofMinutes(5), new Trail(ID));
    }
}
