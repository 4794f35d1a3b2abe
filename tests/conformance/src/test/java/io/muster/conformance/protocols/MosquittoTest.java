package io.muster.conformance.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.Prerequisite;
import io.muster.conformance.x509.X509Device;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Issue 7.8: mosquitto's clients, which know nothing of provisioning, speak MQTT 3.1.1 with the gateway")
final class MosquittoTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int NOT_AUTHORIZED = 5;

    private final LocalStack stack;
    private final ServiceApi service;
    private final Enrolled enrolled;

    /** How the client ended, and what it printed. */
    private record Ended(int exit, String printed) {}

    MosquittoTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.enrolled = new Enrolled(stack);
    }

    @BeforeAll
    static void isInstalled() {
        Prerequisite.require(
                Prerequisite.isOnPath("mosquitto_pub"),
                "mosquitto_pub is absent; on Debian: apt-get install mosquitto-clients");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("11.3: a device with a key publishes its register")
    void key(int qos) throws Exception {
        Candidate device = enrolled.individualKey(1);

        publishes(device, Stream.of(token(device), List.of("-q", Integer.toString(qos))));
    }

    @Test
    @DisplayName("2.30: a device with a chain publishes its register, without a token")
    void certificate(@TempDir Path folder) throws Exception {
        Candidate device = enrolled.groupCertificate(1);
        X509Device shown = ((Candidate.Proof.Certificate) device.proof()).device();
        Path chain = Files.writeString(folder.resolve("chain.pem"), shown.pem());
        Path key = Files.writeString(folder.resolve("key.pem"), shown.keyPem());

        publishes(device, Stream.of(List.of("-q", "1", "--cert", chain.toString(), "--key", key.toString())));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1"})
    @DisplayName("11.8: the answers' filter is granted, with QoS 1 at most")
    void subscribes(int asked, int granted) throws Exception {
        Candidate device = enrolled.individualKey(1);

        Ended ended = subscribe(device, asked);

        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.printed().contains("Subscribed (mid: 1): " + granted), ended::toString);
    }

    @Test
    @DisplayName("clients.md 24: a wrong key is refused by CONNACK")
    void wrongKey() throws Exception {
        Ended ended = subscribe(enrolled.wrongKey(), 1);

        assertEquals(NOT_AUTHORIZED, ended.exit(), ended::toString);
        assertTrue(ended.printed().contains("not authorised"), ended::toString);
    }

    /** The connection stays until the device is assigned: then standard input ends, and the client says goodbye. */
    private void publishes(Candidate device, Stream<List<String>> options) throws Exception {
        List<String> all = options.flatMap(List::stream).toList();
        Process client =
                start("mosquitto_pub", device, all, "-l", "-t", "$dps/registrations/PUT/iotdps-register/?$rid=7");
        try (OutputStream lines = client.getOutputStream()) {
            lines.write(("{\"registrationId\":\"" + device.id() + "\"}\n").getBytes(StandardCharsets.UTF_8));
            lines.flush();
            Answer record = Patience.until(
                    LONGEST,
                    () -> service.get("/registrations/" + device.id()),
                    answer -> answer.text("/status").equals("assigned") || !client.isAlive());
            assertEquals("assigned", record.text("/status"), record::toString);
            assertFalse(stack.hub(record.text("/assignedHub")).host().isEmpty());
            assertTrue(client.isAlive());
        }
        Ended ended = ended(client);
        assertEquals(0, ended.exit(), ended::toString);
    }

    private Ended subscribe(Candidate device, int qos) throws Exception {
        List<String> options = Stream.of(token(device), List.of("-q", Integer.toString(qos)))
                .flatMap(List::stream)
                .toList();
        return ended(start("mosquitto_sub", device, options, "-E", "-d", "-t", "$dps/registrations/res/#"));
    }

    private List<String> token(Candidate device) {
        String key = ((Candidate.Proof.Key) device.proof()).base64();
        return List.of("-P", Sas.device(stack.idScope(), device.id(), key));
    }

    private Process start(String program, Candidate device, List<String> options, String... more) throws IOException {
        JsonNode proxy = stack.facts().path("portMap");
        String names = "socks5h://" + proxy.path("address").asText() + ":"
                + proxy.path("port").asInt();
        String user = stack.idScope() + "/registrations/" + device.id() + "/api-version=2019-03-31";
        List<String> command = new ArrayList<>(List.of(program, "-V", "311", "--proxy", names));
        command.addAll(List.of("-h", stack.deviceHost(), "-p", "8883", "-i", device.id(), "-u", user));
        command.addAll(List.of("--cafile", stack.facts().path("caFile").asText()));
        command.addAll(options);
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Ended ended(Process client) throws IOException, InterruptedException {
        try {
            assertTrue(client.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS), "it does not end");
            return new Ended(
                    client.exitValue(), new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            client.destroyForcibly();
        }
    }
}
