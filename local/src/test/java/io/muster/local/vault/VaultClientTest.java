package io.muster.local.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.WrapResult;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vault as the real clients see it. */
class VaultClientTest {
    private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private TestVault vault;

    @BeforeEach
    void start() throws Exception {
        vault = TestVault.start(Optional.empty());
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void aKeyIsFoundWithAndWithoutItsVersion() {
        // when
        KeyVaultKey newest = vault.keys().getKey(TestVault.KEY);
        KeyVaultKey same =
                vault.keys().getKey(TestVault.KEY, newest.getProperties().getVersion());

        // then
        assertEquals(newest.getId(), same.getId());
        assertTrue(newest.getId().startsWith(vault.url() + "/keys/wrapping/"), newest.getId());
        assertEquals(256, newest.getKey().getN().length);
    }

    @Test
    void keysOfOtherSizesAreMade() {
        // when
        KeyVaultKey made = vault.keys().createRsaKey(new CreateRsaKeyOptions("large").setKeySize(3072));

        // then
        assertEquals(384, made.getKey().getN().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-OAEP-256", "RSA-OAEP"})
    void aWrappedKeyUnwrapsToItself(String algorithm) {
        // given
        CryptographyClient client =
                vault.cryptography(vault.keys().getKey(TestVault.KEY).getId());

        // when
        WrapResult wrapped = client.wrapKey(KeyWrapAlgorithm.fromString(algorithm), DATA_KEY);

        // then
        assertEquals(256, wrapped.getEncryptedKey().length);
        assertArrayEquals(
                DATA_KEY,
                client.unwrapKey(KeyWrapAlgorithm.fromString(algorithm), wrapped.getEncryptedKey())
                        .getKey());
    }

    @Test
    void afterARotationTheOldVersionStillUnwrapsAndTheNewOneWraps() {
        // given: a client that names no version wraps with the newest
        CryptographyClient newest = vault.cryptography(vault.url() + "/keys/" + TestVault.KEY);
        WrapResult before = newest.wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, DATA_KEY);

        // when
        KeyVaultKey rotated = vault.keys().rotateKey(TestVault.KEY);
        WrapResult after = vault.cryptography(vault.url() + "/keys/" + TestVault.KEY)
                .wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, DATA_KEY);

        // then
        assertNotEquals(before.getKeyId(), after.getKeyId());
        assertEquals(rotated.getId(), after.getKeyId());
        assertArrayEquals(DATA_KEY, unwrap(before));
        assertArrayEquals(DATA_KEY, unwrap(after));
    }

    @Test
    void whatIsMissingIs404AndWhatIsWrongIs400() {
        // when
        ResourceNotFoundException noKey =
                assertThrows(ResourceNotFoundException.class, () -> vault.keys().getKey("nothing"));
        ResourceNotFoundException noVersion =
                assertThrows(ResourceNotFoundException.class, () -> vault.keys().getKey(TestVault.KEY, "0".repeat(32)));
        HttpResponseException wrongType = assertThrows(
                HttpResponseException.class, () -> vault.keys().createEcKey(new CreateEcKeyOptions("curve")));
        CryptographyClient client =
                vault.cryptography(vault.keys().getKey(TestVault.KEY).getId());
        HttpResponseException damaged = assertThrows(
                HttpResponseException.class, () -> client.unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, new byte[256]));

        // then
        assertTrue(String.valueOf(noKey.getMessage()).contains("KeyNotFound"), noKey::getMessage);
        assertEquals(404, noVersion.getResponse().getStatusCode());
        assertEquals(400, wrongType.getResponse().getStatusCode());
        assertEquals(400, damaged.getResponse().getStatusCode());
        assertTrue(String.valueOf(damaged.getMessage()).contains("BadParameter"), damaged::getMessage);
    }

    @Test
    void aCallWithoutTheTokenIsChallenged() throws Exception {
        // when
        HttpResponse<String> bare =
                vault.send(TestVault.request(vault.url() + "/keys/wrapping?api-version=7.5", "GET"));

        // then
        assertEquals(401, bare.statusCode());
        String challenge = bare.headers().firstValue("WWW-Authenticate").orElse("");
        assertTrue(challenge.startsWith("Bearer authorization=\"https://127.0.0.1:"), challenge);
        assertTrue(challenge.endsWith("resource=\"https://vault.azure.net\""), challenge);
        assertTrue(bare.body().startsWith("{\"error\":{\"code\":\"Unauthorized\""), bare.body());
        HttpResponseException refused = assertThrows(
                HttpResponseException.class, () -> vault.keys("another-token").getKey(TestVault.KEY));
        assertEquals(401, refused.getResponse().getStatusCode());
    }

    @Test
    void aCallWithoutApiVersionIs400() throws Exception {
        HttpResponse<String> answer = vault.send(
                TestVault.request(vault.url() + "/keys/wrapping", "GET", "Authorization", "Bearer " + TestVault.TOKEN));
        assertEquals(400, answer.statusCode());
    }

    @Test
    void switchedFaultsAreAnsweredAndTheClientGetsOverThem() throws Exception {
        // given
        vault.admin("POST", "/faults/answer?status=503&count=2");

        // then
        assertEquals(TestVault.KEY, vault.keys().getKey(TestVault.KEY).getName());
        vault.admin("POST", "/faults/answer?status=403&count=1");
        HttpResponseException forbidden =
                assertThrows(HttpResponseException.class, () -> vault.keys().getKey(TestVault.KEY));
        assertEquals(403, forbidden.getResponse().getStatusCode());
    }

    @Test
    void aSwitchedDelayHoldsCallsBackUntilCleared() throws Exception {
        // given
        vault.admin("POST", "/faults/delay?millis=600");

        // when
        long begun = System.nanoTime();
        vault.keys().getKey(TestVault.KEY);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);

        // then
        assertTrue(taken.toMillis() >= 600, () -> "took " + taken);
        assertTrue(vault.admin("POST", "/faults/clear").required("cleared").booleanValue());
    }

    @Test
    void theAdminRotatesToo() throws Exception {
        // when
        String version = vault.admin("POST", "/keys/rotate?name=wrapping")
                .required("version")
                .textValue();

        // then
        assertEquals(version, vault.keys().getKey(TestVault.KEY).getProperties().getVersion());
        assertEquals(2, vault.admin("GET", "/keys").at("/keys/wrapping").intValue());
    }

    private byte[] unwrap(WrapResult wrapped) {
        return vault.cryptography(wrapped.getKeyId())
                .unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, wrapped.getEncryptedKey())
                .getKey();
    }
}
