package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "infra-bicep/gateway/install and what it leaves, with the machine, the vault and the storage played by others")
class GatewayInstallTest {
    @TempDir
    private Path folder = Path.of(".");

    private String packageName = "";

    private record Ran(int exit, String output) {}

    @BeforeEach
    void play_the_programs() throws IOException, NoSuchAlgorithmException {
        Path zip = folder.resolve("package.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("muster-gateway.jar"));
            entries.write("jar".getBytes(StandardCharsets.UTF_8));
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
        packageName = "muster-gateway-" + HexFormat.of().formatHex(digest) + ".zip";
        for (String each : new String[] {"apt-get", "useradd", "chown", "id"}) {
            program(each, "#!/bin/bash\necho \"" + each + " $*\" >> \"$LOG\"\n");
        }
        program("systemctl", """
            #!/bin/bash
            echo "systemctl $*" >> "$LOG"
            [ "$1" != is-active ] || [ "$ACTIVE" = yes ]
            """);
        program("curl", """
            #!/bin/bash
            echo "curl $*" >> "$LOG"
            output=/dev/stdout
            for ((i = 1; i <= $#; i++)); do
              if [ "${!i}" = --output ]; then j=$((i + 1)); output="${!j}"; fi
              if [ "${!i}" = --config ]; then cat >> "$CONFIG"; fi
            done
            case "$*" in
              *169.254.169.254*) echo '{"access_token": "T0KEN"}' > "$output" ;;
              *muster-edge-keys*) echo '{"value": "e1:S3CRET=="}' > "$output" ;;
              *certificate*) cat "$ANSWER" > "$output" ;;
              *package*) [ -e "$ZIP" ] || exit 22; cat "$ZIP" > "$output" ;;
            esac
            """);
        Files.writeString(folder.resolve("answer.json"), """
            {"contentType": "application/x-pem-file", "value": "-----BEGIN PRIVATE KEY-----\\nP3M"}
            """);
        Files.createFile(folder.resolve("log"));
        Files.createFile(folder.resolve("config"));
    }

    @Test
    void a_fresh_machine_gets_java_a_user_units_and_a_start() throws IOException {
        Ran ran = install(Map.of());

        assertEquals(0, ran.exit(), ran.output());
        String log = text("log");
        assertTrue(log.contains("install --no-install-recommends openjdk-17-jre-headless"), log);
        assertTrue(log.endsWith("systemctl restart --no-block muster-gateway\n"), log);
        assertFalse(log.contains("\ncurl "), "a fresh machine waits for its package by trying to start");
        String unit = text("root/etc/systemd/system/muster-gateway.service");
        assertTrue(
                unit.contains(" -jar /opt/muster/current/muster-gateway.jar --upstream https://app.example --x y\n"),
                unit);
        assertTrue(unit.contains("\nUser=muster\n") && unit.contains("\nNoNewPrivileges=yes\n"), unit);
        assertTrue(unit.contains("\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n"), unit);
    }

    @Test
    void before_each_start_package_keys_and_certificate_are_fetched() throws IOException {
        install(Map.of());
        Ran ran = fetch();

        assertEquals(0, ran.exit(), ran.output());
        assertEquals("jar", text("root/opt/muster/current/muster-gateway.jar"));
        assertEquals("MUSTER_EDGE_KEYS=e1:S3CRET==\n", text("root/run/muster/environment"));
        assertEquals("-----BEGIN PRIVATE KEY-----\nP3M\n", text("root/run/muster/server.pem"));
        assertEquals("rw-------", mode("root/run/muster/environment"));
        assertEquals("rw-r-----", mode("root/run/muster/server.pem"));
        assertEquals("rwx--x--x", mode("root/run/muster"));
        assertTrue(text("log").contains("chown root:muster "), text("log"));
        try (Stream<Path> left = Files.list(folder.resolve("root/run/muster"))) {
            assertEquals(2, left.count(), "nothing else stays behind");
        }
    }

    @Test
    void no_token_and_no_secret_is_an_argument_of_a_command_or_in_a_unit() throws IOException {
        install(Map.of());
        fetch();

        for (String secret : new String[] {"T0KEN", "S3CRET", "P3M"}) {
            assertFalse(text("log").contains(secret), secret);
            for (Path each : Repository.files(folder.resolve("root/etc"), "")) {
                assertFalse(Files.isRegularFile(each) && Files.readString(each).contains(secret), each::toString);
            }
        }
        assertTrue(text("config").contains("Bearer T0KEN"), "and yet it is used");
    }

    @Test
    void a_package_that_is_not_what_its_name_says_is_not_unpacked() throws IOException {
        packageName = packageName.replaceFirst("gateway-.", "gateway-x");
        install(Map.of());
        Ran ran = fetch();

        assertNotEquals(0, ran.exit());
        assertTrue(ran.output().contains("is not what its name says"), ran.output());
        assertFalse(Files.exists(folder.resolve("root/opt/muster/current")));
    }

    @Test
    void a_package_that_is_there_is_not_fetched_again() throws IOException {
        install(Map.of());
        fetch();
        Files.writeString(folder.resolve("log"), "");
        Ran ran = fetch();

        assertEquals(0, ran.exit(), ran.output());
        assertFalse(text("log").contains("/packages/"), text("log"));
    }

    @Test
    void an_upgrade_without_its_package_ends_before_the_old_gateway_is_stopped() throws IOException {
        Files.delete(folder.resolve("package.zip"));
        Ran ran = install(Map.of("ACTIVE", "yes"));

        assertNotEquals(0, ran.exit());
        assertFalse(text("log").contains("systemctl restart"), text("log"));
    }

    @Test
    void a_certificate_in_the_vaults_other_form_is_turned_into_pem() throws IOException {
        program("openssl", "#!/bin/bash\necho \"openssl $*\" >> \"$LOG\"\nprintf 'pem of '\ncat\n");
        Files.writeString(folder.resolve("answer.json"), """
            {"contentType": "application/x-pkcs12", "value": "UEZY"}
            """);
        install(Map.of());
        Ran ran = run(folder.resolve("root/opt/muster/fetch"), Map.of(), "certificate");

        assertEquals(0, ran.exit(), ran.output());
        assertEquals("pem of PFX", text("root/run/muster/server.pem"));
        assertFalse(text("log").contains("/packages/"), "the timer fetches the certificate alone");
    }

    private Ran install(Map<String, String> environment) throws IOException {
        Path script = folder.resolve("install");
        String given = """
            #!/bin/bash
            IDENTITY="1d"
            PACKAGE_URL="https://st.example/packages/%s"
            EDGE_KEYS_URL="https://kv.example/secrets/muster-edge-keys"
            CERTIFICATE_URL="https://kv.example/secrets/certificate"
            VAULT_RESOURCE="https://vault.example"
            STORAGE_RESOURCE="https://storage.example/"
            OPTIONS="--upstream https://app.example --x y"
            """.formatted(packageName);
        Files.writeString(script, given + Repository.text("infra-bicep/gateway/install"));
        assertTrue(script.toFile().setExecutable(true));
        return run(script, environment);
    }

    private Ran fetch() throws IOException {
        return run(folder.resolve("root/opt/muster/fetch"), Map.of());
    }

    private Ran run(Path program, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.redirectErrorStream(true);
        Map<String, String> given = builder.environment();
        given.put("PATH", folder.resolve("bin") + ":" + given.get("PATH"));
        given.putAll(Map.of(
                "ROOT", folder.resolve("root").toString(),
                "LOG", folder.resolve("log").toString(),
                "CONFIG", folder.resolve("config").toString(),
                "ANSWER", folder.resolve("answer.json").toString(),
                "ZIP", folder.resolve("package.zip").toString(),
                "ACTIVE", "no"));
        given.putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
