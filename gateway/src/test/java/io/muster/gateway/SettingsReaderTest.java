package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings: checked at once, all faults together")
class SettingsReaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MUSTER_TLS_PASSWORD", "changeit", "MUSTER_EDGE_KEYS", "test:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");

    @TempDir
    Path directory;

    private String keystore = "";

    @BeforeEach
    void writeKeystore() throws Exception {
        Path file = directory.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            CertificateForge.chainOf(2, "server").keyStore().store(out, CertificateForge.PASSWORD);
        }
        keystore = file.toString();
    }

    @Test
    void the_least_that_is_needed_gives_settings_with_the_standard_limits() throws Exception {
        Settings settings = SettingsReader.read(
                List.of("--keystore", keystore, "--upstream", "http://127.0.0.1:7071"), ENVIRONMENT);

        assertEquals("127.0.0.1", settings.address());
        assertEquals(0, settings.httpsPort());
        assertEquals(List.of(URI.create("http://127.0.0.1:7071")), settings.upstreams());
        assertEquals(Limits.standard(), settings.limits());
        assertFalse(settings.exitOnEof());
    }

    @Test
    void every_option_is_taken() throws Exception {
        Settings settings = SettingsReader.read(
                List.of(
                        "--exit-on-eof",
                        "--address",
                        "127.0.0.2",
                        "--https-port",
                        "8443",
                        "--max-connections",
                        "7",
                        "--max-connections-per-client",
                        "3",
                        "--keystore",
                        keystore,
                        "--upstream",
                        "http://127.0.0.1:1",
                        "--upstream",
                        "http://[::1]:2/"),
                ENVIRONMENT);

        assertEquals("127.0.0.2", settings.address());
        assertEquals(8443, settings.httpsPort());
        assertEquals(2, settings.upstreams().size());
        assertEquals(Limits.standard().withConnections(7, 3), settings.limits());
        assertTrue(settings.exitOnEof());
    }

    @Test
    void all_faults_come_together() {
        List<String> faults = faults(
                List.of(
                        "--https-port",
                        "70000",
                        "--max-connections",
                        "none",
                        "--upstream",
                        "ftp://x",
                        "--address",
                        "a",
                        "--address",
                        "b",
                        "--bogus",
                        "--keystore"),
                Map.of());

        for (String part : List.of(
                "--https-port must be",
                "--max-connections must be",
                "--upstream must be",
                "--address is given more than once",
                "Unknown option --bogus",
                "--keystore needs a value",
                "--keystore is missing",
                "MUSTER_TLS_PASSWORD is missing",
                "MUSTER_EDGE_KEYS is missing")) {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(part)), part + " in " + faults);
        }
    }

    @Test
    void a_wrong_password_a_missing_file_and_a_keyless_store_are_faults_without_secrets() throws Exception {
        Map<String, String> wrong =
                Map.of("MUSTER_TLS_PASSWORD", "not-the-password", "MUSTER_EDGE_KEYS", "a:c2hvcnQta2V5");
        Path keyless = directory.resolve("keyless.p12");
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (OutputStream out = Files.newOutputStream(keyless)) {
            empty.store(out, CertificateForge.PASSWORD);
        }

        List<String> faults = faults(List.of("--keystore", keystore, "--upstream", "http://127.0.0.1:1"), wrong);

        assertEquals(2, faults.size(), faults.toString());
        assertFalse(faults.toString().contains("not-the-password"), faults.toString());
        assertFalse(faults.toString().contains("c2hvcnQta2V5"), faults.toString());
        for (String bad : List.of(keyless.toString(), "/no/such/file", "\0")) {
            assertEquals(
                    1,
                    faults(List.of("--keystore", bad, "--upstream", "http://127.0.0.1:1"), ENVIRONMENT)
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:80",
                "https://127.0.0.1:80",
                "http://127.0.0.1",
                "http://127.0.0.1:0",
                "http://127.0.0.1:80/path",
                "http://127.0.0.1:80?q",
                "http://127.0.0.1:80#f",
                "http://user@127.0.0.1:80",
                "http://:80",
                "http:opaque",
                "http://a b:80",
                ""
            })
    void an_upstream_is_a_plain_http_origin(String upstream) {
        assertEquals(
                1,
                faults(List.of("--keystore", keystore, "--upstream", upstream), ENVIRONMENT)
                        .size());
    }

    private static List<String> faults(List<String> args, Map<String, String> environment) {
        return assertThrows(SettingsException.class, () -> SettingsReader.read(args, environment))
                .faults();
    }
}
