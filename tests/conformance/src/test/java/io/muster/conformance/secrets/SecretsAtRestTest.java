package io.muster.conformance.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.crash.Site;
import io.muster.conformance.crash.WebhookServer;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.TableFaults;
import io.muster.conformance.stack.WorkHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 2.7: planted secrets are in no row, no queued message and no log")
final class SecretsAtRestTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final DeviceApi devices;
    private final ServiceApi service;
    private final List<Secret> planted = new ArrayList<>();
    private final String wrong = Names.fresh("planted");

    SecretsAtRestTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName(
            "issue 2.7, 6.1: of enrollments, devices, TPMs, hubs, policies and webhooks: not in rows, queue, logs, traces, backups")
    void nowhere() throws IOException {
        plant();
        plantTpm();
        String asked = plantWebhook();
        String dead = plantDeadLetter();
        if (stack.data().isPresent()) {
            keep(ServiceSecret.of(stack, stack.data().get()));
        }

        List<String> rows = rows();
        assertTrue(
                rows.stream().anyMatch(row -> row.contains("\"storageRootKey\"")),
                "the test's own premise: a TPM's record is among them");
        assertTrue(
                rows.stream().anyMatch(row -> row.contains("RowKey=servicesecret") && row.contains("Secret=v1.")),
                "the test's own premise: and what its keys are derived from, sealed");
        for (String table : List.of("decisions", "webhookcalls")) {
            assertTrue(
                    rows.stream().anyMatch(row -> row.startsWith(table)),
                    () -> "the test's own premise: rows of table " + table + "… are among them");
        }
        assertClean(
                "the webhook log",
                service.get("/muster/webhooks/registrations/" + asked).body());
        assertClean(
                "a decision trace",
                service.get("/muster/decisions/registrations/" + wrong).body());
        assertClean("the dead letters", deadLetter(dead).body());
        assertTrue(rows.size() > 5, "the test's own premise: there are rows");
        for (String row : rows) {
            assertClean("a table row", row);
        }
        int files = assertCleanFiles(stack.logs());
        if (stack.data().isPresent()) {
            files += assertCleanFiles(stack.data().get().resolve("service-bus"));
            new WorkHost(stack).run("Backup");
            // Not a number: the timer takes one too when the hour ends.
            int backups = assertCleanFiles(stack.data().get().resolve("backups"));
            assertTrue(backups > 0, "the test's own premise: there is a backup");
        }
        assertTrue(files > 3, "the test's own premise: there are logs");
        assertTrue(
                Files.exists(stack.logs().resolve("gateway.log")),
                "the test's own premise: the gateway's is among them");
    }

    /** Uses each secret in every way there is: written, read back, proven, mistaken, queued and refused. */
    private void plant() {
        String id = wrong;
        String groupId = Names.fresh("planted-group");
        String individual = keep(service.individual(id));
        String group = keep(service.group(groupId));
        String member = keep(Sas.derive(group, "m-" + id));
        planted.add(new Secret(service.key()));
        for (var hub : stack.hubs()) {
            planted.add(new Secret(hub.connectionString().replaceAll("(?s).*SharedAccessKey=", "")));
            hub.script(id, "\"status\":503,\"times\":2");
        }
        assertEquals("assigned", devices.provision(id, individual).text("/status"));
        assertEquals("assigned", devices.provision("m-" + id, member).text("/status"));
        assertEquals(401, devices.register(id, keep(Names.key(32))).status());
        String broken = keep(Names.key(32));
        Answer malformed = service.put("/enrollments/" + id, "{" + ServiceApi.attestation(broken) + ",\"deviceId\":7}");
        assertEquals(400, malformed.status());
        assertFalse(malformed.body().contains(broken));
    }

    /** Challenges and hub keys, answered at once and by way of the queue. */
    private void plantTpm() {
        String id = Names.fresh("planted-tpm");
        PlantedTpm device = new PlantedTpm(devices, id);
        device.enroll(service);
        for (var hub : stack.hubs()) {
            hub.script(id, "\"status\":503,\"times\":2");
        }
        device.register(key -> planted.add(new Secret(key)));
        device.mistake(keep(Names.key(32)));
    }

    /** A key in the webhook's address, which its error page shows, a secret that the device tells it and one in its answer. */
    private String plantWebhook() throws IOException {
        String id = Names.fresh("planted-asked");
        String key = keep(Names.key(32));
        String code =
                keep(Names.key(32)).replaceAll("=+$", "").replace('+', '-').replace('/', '_');
        String told = keep(Names.key(32));
        String answered = keep(Names.key(32));
        String hub = stack.hubs().get(0).host();
        try (WebhookServer webhook = new WebhookServer(stack)) {
            String url = webhook.url(id).replace("of-no-use", code);
            webhook.behave(id, (exchange, before) -> {
                if (before < 1) {
                    byte[] page = ("no luck with " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(500, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                    return "";
                }
                return "{\"iotHubHostName\":\"" + hub + "\",\"payload\":{\"token\":\"" + answered
                        + "\"},\"initialTwin\":{\"properties\":{\"desired\":{\"token\":\"" + answered + "\"}}}}";
            });
            Site.enroll(
                    service,
                    id,
                    key,
                    ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":\"" + url
                            + "\",\"apiVersion\":\"2021-10-01\"}");
            // By way of the queue too.
            stack.hubs().get(0).script(id, "\"status\":503,\"times\":2");
            Answer first = devices.send(Call.of("PUT", devices.path(id) + "/register" + DeviceApi.VERSION)
                    .json("{\"registrationId\":\"" + id + "\",\"payload\":{\"password\":\"" + told + "\"}}")
                    .with("Authorization", devices.token(id, key)));
            Answer last = devices.finished(id, first.text("/operationId"), key);
            assertEquals("assigned", last.text("/status"), last::toString);
            assertTrue(last.body().contains(answered), "the test's own premise: the webhook's answer came back");
        }
        return id;
    }

    /** An operation with a sealed plan whose message fails ten times. */
    private String plantDeadLetter() {
        String id = Names.fresh("planted-dead");
        String key = keep(service.individual(id));
        TableFaults tables = new TableFaults(stack);
        stack.hubs().forEach(hub -> hub.script(id, "\"status\":503,\"times\":100"));
        assertEquals("assigning", devices.register(id, key).text("/status"));
        // An outage would only put it off: a request that the store calls wrong is our own error.
        tables.rule("\"name\":\"" + id + "\",\"device\":\"" + id + "\",\"status\":400,\"times\":\"forever\"");
        try {
            Answer letters = deadLetter(id);
            assertTrue(letters.body().contains(id), letters::toString);
        } finally {
            tables.behave(id);
        }
        return id;
    }

    private Answer deadLetter(String id) {
        return Patience.until(
                LONGEST,
                () -> service.get("/muster/dead-letters"),
                letters -> letters.body().contains(id));
    }

    private String keep(String key) {
        planted.add(new Secret(key));
        return key;
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        new SealedRows(stack).each((table, row) -> {
            StringBuilder text = new StringBuilder(table).append('\n');
            row.getProperties()
                    .forEach((name, value) -> text.append(name)
                            .append('=')
                            .append(value instanceof byte[] bytes ? Secret.latin(bytes) : value)
                            .append('\n'));
            rows.add(text.toString());
        });
        return rows;
    }

    private int assertCleanFiles(Path folder) throws IOException {
        int count = 0;
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                assertClean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                count++;
            }
        }
        return count;
    }

    private void assertClean(String where, String text) {
        for (Secret secret : planted) {
            assertFalse(secret.isIn(text), () -> where + " holds a secret");
        }
    }
}
