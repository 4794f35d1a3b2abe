package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.host.sample.HttpFunctions;
import io.muster.local.host.sample.TimerFunctions;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host as the process it is. */
class FunctionsHostTest {
    @TempDir
    Path folder;

    private Optional<Process> child = Optional.empty();

    private Process run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FunctionsHost.class.getName()));
        command.addAll(List.of(options));
        Process started = new ProcessBuilder(command).start();
        child = Optional.of(started);
        return started;
    }

    @AfterEach
    void stop() {
        child.ifPresent(Process::destroyForcibly);
    }

    @Test
    void itSaysWhenItIsReadyServesAndEndsWithItsStdin() throws Exception {
        // given
        Path app = PackagedApp.of(folder, HttpFunctions.class, TimerFunctions.class);

        // when
        Process host = run("--app", app.toString(), "--role", "http", "--port", "0", "--exit-on-eof");
        BufferedReader out = host.inputReader(StandardCharsets.UTF_8);
        JsonNode ready = new ObjectMapper().readTree(out.readLine());

        // then
        assertTrue(ready.path("ready").asBoolean());
        assertEquals(
                "[\"A_Echo\",\"B_Item\",\"C_Literal\",\"D_Note\",\"E_Fail\",\"F_Bytes\",\"G_Loader\",\"H_Slow\"]",
                ready.path("functions").toString());
        URI item = URI.create("http://127.0.0.1:" + ready.path("port").asInt() + "/items/1");
        assertEquals(
                "item 1",
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(item).build(), BodyHandlers.ofString())
                        .body());

        // and when
        host.getOutputStream().close();

        // then
        assertTrue(host.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, host.exitValue());
    }

    @Test
    void sigtermEndsIt() throws Exception {
        // given
        Process host = run("--app", PackagedApp.of(folder, HttpFunctions.class).toString());
        assertTrue(host.inputReader(StandardCharsets.UTF_8).readLine().startsWith("{\"ready\":true,\"port\":"));

        // when
        host.destroy();

        // then
        assertTrue(host.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, host.exitValue());
    }

    @Test
    void anAppThatCannotStartIsOneMessageOnStderrAndExitCode2() throws Exception {
        // when
        Process host = run("--app", folder.resolve("nowhere").toString());
        String message = host.errorReader(StandardCharsets.UTF_8).readLine();

        // then
        assertTrue(host.waitFor(20, TimeUnit.SECONDS));
        assertEquals(2, host.exitValue());
        assertEquals("The function app cannot start:", message);
        assertEquals("", new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        // when
        Process host = run("--app", folder.toString(), "--role", "queue");

        // then
        assertEquals(
                "--role must be http, work or all",
                host.errorReader(StandardCharsets.UTF_8).readLine());
        assertTrue(host.waitFor(20, TimeUnit.SECONDS));
        assertEquals(2, host.exitValue());
    }
}
