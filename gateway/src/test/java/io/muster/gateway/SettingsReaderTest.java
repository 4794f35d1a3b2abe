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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
        assertEquals(1, settings.tracePercent());
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
                        "--trace-percent",
                        "25",
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
        assertEquals(25, settings.tracePercent());
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
                        "--trace-percent",
                        "101",
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
                "--trace-percent must be a number from 0 to 100",
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
                "https://127.0.0.1:80/path",
                "https://user@127.0.0.1",
                "https://127.0.0.1:70000",
                "https://",
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
    void an_upstream_is_a_bare_origin(String upstream) {
        assertEquals(
                1,
                faults(List.of("--keystore", keystore, "--upstream", upstream), ENVIRONMENT)
                        .size());
    }

    @Test
    void what_an_operator_sets_is_taken() throws Exception {
        Path pem = directory.resolve("server.pem");
        Files.writeString(pem, CertificateForge.pem(CertificateForge.chainOf(3, "server")));

        Settings settings = SettingsReader.read(
                List.of(
                        "--certificate",
                        pem.toString(),
                        "--upstream",
                        "https://app.example",
                        "--upstream-ca",
                        pem.toString(),
                        "--health-address",
                        "127.0.0.3",
                        "--health-port",
                        "8080",
                        "--drain-notice-seconds",
                        "15",
                        "--drain-seconds",
                        "20"),
                Map.of("MUSTER_EDGE_KEYS", "test:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="));

        Settings.Operations operations = settings.operations();
        assertEquals("127.0.0.3", operations.healthAddress());
        assertEquals(OptionalInt.of(8080), operations.healthPort());
        assertEquals(Duration.ofSeconds(15), operations.notice());
        assertEquals(Duration.ofMinutes(1), operations.reload());
        assertEquals(Duration.ofSeconds(20), settings.limits().drain());
        assertEquals(List.of(URI.create("https://app.example")), settings.upstreams());
        assertEquals(3, settings.upstreamTrust().orElseThrow().getAcceptedIssuers().length);
    }

    @Test
    void without_them_health_is_told_nowhere_and_only_the_jdks_authorities_count() throws Exception {
        Settings settings =
                SettingsReader.read(List.of("--keystore", keystore, "--upstream", "https://app.example"), ENVIRONMENT);

        assertEquals(Settings.Operations.standard(), settings.operations());
        assertEquals(OptionalInt.empty(), settings.operations().healthPort());
        assertTrue(settings.upstreamTrust().isEmpty());
    }

    @Test
    void two_kinds_of_certificate_and_files_without_one_are_faults() {
        List<String> faults = faults(
                List.of(
                        "--certificate",
                        "/no/such/file",
                        "--keystore",
                        keystore,
                        "--upstream",
                        "http://127.0.0.1:1",
                        "--upstream-ca",
                        keystore,
                        "--health-port",
                        "x"),
                ENVIRONMENT);

        for (String part : List.of(
                "either --keystore or --certificate",
                "cannot be read",
                "--upstream-ca cannot be read",
                "--health-port must be")) {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(part)), part + " in " + faults);
        }
    }

    private static List<String> faults(List<String> args, Map<String, String> environment) {
        return assertThrows(SettingsException.class, () -> SettingsReader.read(args, environment))
                .faults();
    }
}
