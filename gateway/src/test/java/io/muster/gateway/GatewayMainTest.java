package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.gateway.CertificateForge.Credential;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("seams 12: the gateway as a process")
class GatewayMainTest {
    private static final Pattern READY =
            Pattern.compile("\\{\"ready\":true,\"https\":(\\d+),\"mqtt\":(\\d+),\"amqp\":(\\d+)(,\"health\":\\d+)?}");
    private static final int SIGTERM_CODE = 128 + 15;

    @TempDir
    Path directory;

    @Test
    void it_says_its_port_serves_and_stops_on_sigterm() throws Exception {
        try (StubApp app = StubApp.start()) {
            Credential identity = CertificateForge.chainOf(2, "server");
            Process process = start(identity, "--upstream", app.uri().toString());
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                TestClient client = TestClient.trusting(identity).toPort(port(out));
                try (RawConnection connection = client.connect()) {
                    assertEquals("ok", connection.ask("GET /x HTTP/1.1", "\r\n").body());
                    process.destroy();
                    assertTrue(connection.isClosedByGateway());
                }
                assertEquals(SIGTERM_CODE, exitCode(process));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void its_log_is_one_json_object_a_line_to_the_very_end() throws Exception {
        try (StubApp app = StubApp.start()) {
            Process process = start(
                    CertificateForge.chainOf(2, "server"),
                    "--health-port",
                    "0",
                    "--upstream",
                    app.uri().toString());
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
                String ready = out.readLine();
                assertTrue(ready.contains(",\"health\":"), ready);
                // Process.destroy would close the log's stream as well
                process.toHandle().destroy();
                List<JsonObject> log = errors.lines().map(JsonObject::new).toList();

                assertEquals(SIGTERM_CODE, exitCode(process));
                assertEquals("Stopped", log.get(log.size() - 1).getString("message"));
                for (JsonObject line : log) {
                    assertTrue(
                            line.fieldNames().containsAll(List.of("time", "level", "logger", "thread", "message")),
                            line::encode);
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void it_stops_at_the_end_of_its_input_if_told_so() throws Exception {
        Credential identity = CertificateForge.chainOf(2, "server");
        Process process = start(identity, "--upstream", "http://127.0.0.1:1", "--exit-on-eof");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertTrue(port(out) > 0);
            process.getOutputStream().close();
            assertEquals(0, exitCode(process));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void faulty_settings_end_it_with_code_2_and_all_faults() throws Exception {
        Process process = start(CertificateForge.chainOf(2, "server"), "--https-port", "x");
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> faults = errors.lines().toList();

            assertEquals(2, exitCode(process));
            assertEquals(2, faults.size(), faults.toString());
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Credential identity, String... more) throws Exception {
        Path keystore = directory.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(keystore)) {
            identity.keyStore().store(out, CertificateForge.PASSWORD);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                "--keystore",
                keystore.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MUSTER_TLS_PASSWORD", new String(CertificateForge.PASSWORD));
        builder.environment().put("MUSTER_EDGE_KEYS", "test:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");
        return builder.start();
    }

    private static int port(BufferedReader out) throws Exception {
        String line = out.readLine();
        assertNotNull(line, "The process ended before it was ready");
        Matcher ready = READY.matcher(line);
        assertTrue(ready.matches(), line);
        return Integer.parseInt(ready.group(1));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(40, TimeUnit.SECONDS), "The process did not end");
        return process.exitValue();
    }
}
