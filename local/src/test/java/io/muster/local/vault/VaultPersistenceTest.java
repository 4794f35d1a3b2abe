package io.muster.local.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.WrapResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault with a data directory, and as its own process. */
class VaultPersistenceTest {
    private static final byte[] DATA_KEY = {1, 2, 3, 4};

    @TempDir
    private Path data;

    @Test
    void everyVersionOutlivesARestartAndOnlyTheOwnerMayReadThem() throws Exception {
        // given
        WrapResult wrapped;
        String id;
        try (TestVault vault = TestVault.start(Optional.of(data))) {
            wrapped = vault.cryptography(vault.url() + "/keys/" + TestVault.KEY)
                    .wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, DATA_KEY);
            id = vault.keys().rotateKey(TestVault.KEY).getProperties().getVersion();
        }

        // when
        try (TestVault vault = TestVault.start(Optional.of(data))) {
            // then
            assertEquals(id, vault.keys().getKey(TestVault.KEY).getProperties().getVersion());
            String old = wrapped.getKeyId().replaceFirst("https://[^/]+", vault.url());
            assertArrayEquals(
                    DATA_KEY,
                    vault.cryptography(old)
                            .unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, wrapped.getEncryptedKey())
                            .getKey());
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys.json"))));
    }

    @Test
    void aKeyFileOfAnotherSchemaStopsTheStart() throws Exception {
        Files.writeString(data.resolve("keys.json"), "{\"schema\":2,\"keys\":{}}");
        assertThrows(UncheckedIOException.class, () -> TestVault.start(Optional.of(data)));
    }

    @Test
    void theProcessTellsItsPortsAndStopsWithItsStdin() throws Exception {
        // given
        Path keystore = new TestCertificate().saveTo(data.resolve("server.p12"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VaultDouble.class.getName(),
                "--keystore",
                keystore.toString(),
                "--key",
                TestVault.KEY,
                "--data",
                data.toString(),
                "--exit-on-eof");
        builder.environment().put("MUSTER_TLS_PASSWORD", TestCertificate.PASSWORD);
        builder.environment().put("MUSTER_VAULT_TOKEN", TestVault.TOKEN);

        // when
        Process vault = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        JsonNode ready = new ObjectMapper()
                .readTree(vault.inputReader(StandardCharsets.UTF_8).readLine());
        vault.getOutputStream().close();

        // then
        assertTrue(ready.required("ready").booleanValue());
        assertTrue(ready.required("port").intValue() > 0);
        assertTrue(ready.required("adminPort").intValue() > 0);
        assertTrue(vault.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, vault.exitValue());
        assertTrue(Files.exists(data.resolve("keys.json")));
    }
}
