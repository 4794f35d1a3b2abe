package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.portmap.PortMap;
import io.muster.local.portmap.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The emulator as its own process, and the vendor's unmodified clients in another, joined by the port map. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class VendorClientsTest {

    private static final String ADDRESS = "127.0.0.9";

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "the vendor's registry, twin and device clients work on their fixed ports against the emulator's free ones")
    void vendorClientsWork() throws Exception {
        LocalAuthority authority = LocalAuthority.open(directory.resolve("ca"), Clock.systemUTC());
        KeyStoreFile keys = authority.issueServer("hub1", List.of(HubFixture.HOST), List.of(ADDRESS));
        Process emulator = startEmulator(keys);
        try (BufferedReader fromEmulator = emulator.inputReader()) {
            JsonNode ready = new ObjectMapper().readTree(fromEmulator.readLine());
            assertTrue(ready.path("ready").asBoolean());
            List<Route> routes = List.of(
                    new Route(
                            ADDRESS,
                            443,
                            new InetSocketAddress(ADDRESS, ready.path("https").asInt())),
                    new Route(
                            ADDRESS,
                            8883,
                            new InetSocketAddress(ADDRESS, ready.path("mqtt").asInt())));
            try (PortMap portMap = PortMap.start("127.0.0.1", 0, routes)) {
                runVendorClients(
                        portMap, authority.trustStore(), ready.path("adminPort").asInt());
            }
            emulator.getOutputStream().close();
            assertTrue(emulator.waitFor(20, TimeUnit.SECONDS), "the emulator ends with its standard input");
            assertEquals(0, emulator.exitValue());
        } finally {
            emulator.destroyForcibly();
        }
    }

    private void runVendorClients(PortMap portMap, KeyStoreFile trust, int adminPort) throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), ADDRESS + " " + HubFixture.HOST + "\n");
        List<String> options = new ArrayList<>(portMap.jvmOptions());
        options.add("-Djdk.net.hosts.file=" + hosts);
        options.add("-Djavax.net.ssl.trustStore=" + trust.path());
        options.add("-Djavax.net.ssl.trustStorePassword=" + trust.password());
        ProcessBuilder builder = java(options, VendorClientsProgram.class, HubFixture.HOST);
        builder.environment().put("POLICY_KEY", HubFixture.POLICY_KEY.reveal());
        Process clients = builder.start();
        try (BufferedReader steps = clients.inputReader()) {
            assertEquals("service", steps.readLine());
            assertEquals("device", steps.readLine());
            JsonNode telemetry = new ObjectMapper().readTree(admin(adminPort, "GET", "/telemetry?device=d1", ""));
            assertEquals(2, telemetry.size());
            assertEquals("{\"temperature\":21}", telemetry.at("/0/body").asText());
            assertEquals("vendor client", telemetry.at("/0/properties/origin").asText());

            admin(adminPort, "POST", "/rules", "{\"status\":429,\"retryAfter\":1}");
            admin(adminPort, "PUT", "/error-form", "{\"form\":\"nested\"}");
            clients.getOutputStream().write("s\n".getBytes(StandardCharsets.US_ASCII));
            clients.getOutputStream().flush();
            assertEquals("scripted", steps.readLine());
            assertEquals(0, clients.waitFor());
        } finally {
            clients.destroyForcibly();
        }
    }

    private Process startEmulator(KeyStoreFile keys) throws IOException {
        ProcessBuilder builder = java(
                List.of(),
                HubEmulator.class,
                "--host-name",
                HubFixture.HOST,
                "--address",
                ADDRESS,
                "--https-port",
                "0",
                "--mqtt-port",
                "0",
                "--admin-port",
                "0",
                "--keystore",
                keys.path().toString(),
                "--data",
                directory.resolve("data").toString(),
                "--exit-on-eof");
        builder.environment().put("MUSTER_TLS_PASSWORD", keys.password());
        builder.environment().put("MUSTER_HUB_POLICIES", HubFixture.policiesJson());
        return builder.start();
    }

    private static ProcessBuilder java(List<String> options, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String admin(int port, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + ADDRESS + ":" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
