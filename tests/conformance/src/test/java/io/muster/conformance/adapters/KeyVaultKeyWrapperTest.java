package io.muster.conformance.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.keyvault.KeyVaultKeyWrapper;
import io.muster.core.encryption.KeyWrapper.Wrapped;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultKeyWrapperTest {
    private static final Secret DATA_KEY = Secret.of(new byte[32]);

    private VaultFixture vault;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        vault = new VaultFixture(directory);
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    @DisplayName("a data key opens again after the wrapping key was rotated, and new ones use the new version")
    void rotation() throws Exception {
        KeyVaultKeyWrapper wrapper = vault.wrapper();
        Wrapped old = wrapper.wrap(DATA_KEY);
        vault.admin("/keys/rotate?name=wrapping");
        Wrapped fresh = wrapper.wrap(DATA_KEY);

        assertTrue(old.wrappingKeyId().startsWith(vault.keyUrl() + "/"), old.wrappingKeyId());
        assertNotEquals(old.wrappingKeyId(), fresh.wrappingKeyId());
        assertEquals(DATA_KEY, wrapper.unwrap(old));
        assertEquals(DATA_KEY, vault.wrapper().unwrap(fresh));
    }

    @Test
    @DisplayName("a vault that fails once is asked again; one that goes on failing is unavailable")
    void faults() throws Exception {
        KeyVaultKeyWrapper wrapper = vault.wrapper();
        Wrapped wrapped = wrapper.wrap(DATA_KEY);

        vault.admin("/faults/answer?status=503&count=1");
        assertEquals(DATA_KEY, wrapper.unwrap(wrapped));

        vault.admin("/faults/answer?status=503&count=100");
        assertUnavailable(wrapper, "503");
    }

    @Test
    @DisplayName("a wrong token is unavailable and is not shown")
    void wrongToken() {
        assertUnavailable(vault.wrapper("planted-other-token"), "401");
    }

    private static void assertUnavailable(KeyVaultKeyWrapper wrapper, String named) {
        Problem problem = assertThrows(Problem.class, () -> wrapper.wrap(DATA_KEY));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertTrue(problem.reason().contains(named), problem.reason());
        assertFalse(problem.reason().contains("planted"), problem.reason());
    }
}
