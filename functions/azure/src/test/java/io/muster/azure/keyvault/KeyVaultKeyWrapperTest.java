package io.muster.azure.keyvault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TestTls;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyVaultKeyWrapperTest {
    private static final SSLContext TLS = TestTls.loopback();
    private static final Secret DATA_KEY = Secret.of(new byte[32]);

    private TinyVault vault;
    private KeyVaultKeyWrapper wrapper;

    @BeforeEach
    void start() throws Exception {
        vault = new TinyVault(TLS);
        wrapper = wrapper(vault.keyUrl());
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private static KeyVaultKeyWrapper wrapper(String keyUrl) {
        Secret token = Secret.of("local-token".getBytes(StandardCharsets.UTF_8));
        return new KeyVaultKeyWrapper(
                keyUrl,
                () -> new FixedToken(token),
                true,
                () -> HttpClient.newBuilder().sslContext(TLS));
    }

    @Test
    @DisplayName("a data key is wrapped in the vault by the newest version, which the result names, and opens again")
    void roundTrip() {
        Wrapped wrapped = wrapper.wrap(DATA_KEY);

        assertEquals(vault.keyUrl() + "/v0", wrapped.wrappingKeyId());
        assertNotEquals(DATA_KEY.revealBase64(), wrapped.base64());
        assertEquals(DATA_KEY, wrapper.unwrap(wrapped));
        assertTrue(vault.seen().contains("POST /keys/wrapping//wrapkey Bearer local-token"), vault.seen()::toString);
    }

    @Test
    @DisplayName("after a rotation new keys use the new version and old ones still open with theirs")
    void rotation() {
        Wrapped old = wrapper.wrap(DATA_KEY);
        vault.rotate();

        assertEquals(vault.keyUrl() + "/v1", wrapper.wrap(DATA_KEY).wrappingKeyId());
        assertEquals(DATA_KEY, wrapper.unwrap(old));
        assertTrue(vault.seen().contains("POST /keys/wrapping/v0/unwrapkey Bearer local-token"));
    }

    @Test
    @DisplayName("a key URL with a version pins that version")
    void pinned() {
        vault.rotate();

        assertEquals(
                vault.keyUrl() + "/v0",
                wrapper(vault.keyUrl() + "/v0").wrap(DATA_KEY).wrappingKeyId());
    }

    @Test
    @DisplayName("a vault that refuses or is gone is unavailable, with its address and status for the operator")
    void failures() {
        vault.failWith(403);
        Problem refused = assertThrows(Problem.class, () -> wrapper.wrap(DATA_KEY));
        assertEquals(ProblemKind.UNAVAILABLE, refused.kind());
        assertTrue(refused.reason().contains("wrap") && refused.reason().contains("403"), refused.reason());
        assertFalse(refused.reason().contains("local-token"));

        vault.close();
        Problem gone = assertThrows(Problem.class, () -> wrapper.wrap(DATA_KEY));
        assertEquals(ProblemKind.UNAVAILABLE, gone.kind());
        assertTrue(gone.reason().contains("no answer"), gone.reason());
    }

    @Test
    @DisplayName("a wrapped key that names another vault, or no version, sends no token anywhere")
    void foreignVault() {
        for (String id : List.of(
                "https://other.vault.azure.net/keys/wrapping/v0",
                vault.keyUrl(),
                vault.keyUrl().replace("127.0.0.1", "127.0.0.2") + "/v0")) {
            assertThrows(IllegalStateException.class, () -> wrapper.unwrap(new Wrapped(id, "AAAA")), id);
        }
        assertEquals(List.of(), vault.seen());
    }

    @Test
    @DisplayName("making the wrapper asks for no credential and opens no connection")
    void lazy() {
        new KeyVaultKeyWrapper(
                vault.keyUrl(),
                () -> {
                    throw new AssertionError("asked for a credential");
                },
                false);

        assertEquals(List.of(), vault.seen());
    }

    @Test
    @DisplayName("what is no key's address is refused at once")
    void addresses() {
        for (String url : List.of(
                "",
                "https:",
                "http://v/keys/k",
                "https://v/secrets/k",
                "https://v/keys/",
                "https://v/keys/k/1/2",
                "https://u@v/keys/k",
                "https://v/keys/k?x",
                "k")) {
            assertThrows(IllegalArgumentException.class, () -> KeyAddress.parse(url), url);
        }
        assertEquals(
                new KeyAddress("https://v:1/keys/K", "https://v:1", false), KeyAddress.parse("https://V:1/keys/K/"));
    }
}
