package io.muster.conformance.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("3.20 to 3.31: custom allocation by a webhook, through the whole service")
final class CustomAllocationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeviceApi devices;
    private final ServiceApi service;
    private final List<String> hubs;
    private final WebhookHost webhook;
    private final String id = Names.fresh("custom");

    CustomAllocationTest(LocalStack stack) throws Exception {
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
        this.hubs = stack.hubs().stream().map(Hub::host).toList();
        this.webhook = new WebhookHost(stack);
    }

    @AfterEach
    void close() {
        webhook.close();
    }

    private String enrolled(String version) {
        String key = Names.key(32);
        Answer made = service.put(
                "/enrollments/" + id,
                "{\"registrationId\":\"" + id + "\"," + ServiceApi.attestation(key)
                        + ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":\""
                        + webhook.url() + "\",\"apiVersion\":\"" + version + "\"}}");
        assertEquals(200, made.status(), made::toString);
        assertEquals(List.of(), webhook.questions(), "3.28: it is not called when the enrollment is written");
        return key;
    }

    private static String choice(String hub) {
        return "{\"iotHubHostName\":\"" + hub + "\",\"payload\":{\"site\":4}}";
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    @Test
    @DisplayName("3.21 to 3.26: each of the hubs is where it says, with its payload for the device; polls do not ask")
    void chosen() throws Exception {
        for (String hub : hubs) {
            webhook.then(200, choice(hub));
        }
        String key = enrolled("2021-10-01");

        for (String hub : hubs) {
            Answer answer = devices.provision(id, key);

            assertEquals("assigned", answer.text("/status"), answer::toString);
            assertEquals(hub, answer.text("/registrationState/assignedHub"), answer::toString);
            assertEquals(
                    "{\"site\":4}",
                    answer.json().at("/registrationState/payload").toString());
        }

        assertEquals(hubs.size(), webhook.questions().size());
        WebhookHost.Question first = webhook.questions().get(0);
        assertEquals("code=planted-key", first.query());
        assertFalse(first.body().contains("planted-key"), first.body());
        JsonNode asked = json(first.body());
        assertEquals(id, asked.at("/deviceRuntimeContext/registrationId").asText());
        assertEquals(Set.copyOf(hubs), texts(asked.path("linkedHubs")));
        if (hubs.size() > 1) {
            assertEquals(
                    hubs.get(0),
                    json(webhook.questions().get(1).body())
                            .at("/deviceRuntimeContext/currentIotHubHostName")
                            .asText());
        }
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "400;`{}`;400207",
                "401;``;400207",
                "302;``;400207",
                "204;``;400207",
                "200;not json;400207",
                "200;`<html></html>`;400207",
                "200;`{\"iotHubHostName\":7}`;400207",
                "200;`{}`;400207",
                "200;`{\"iotHubHostName\":\"elsewhere.azure-devices.net\"}`;400208"
            })
    @DisplayName("3.27: what is no answer fails the registration, and the operator reads why")
    void refused(int status, String body, int code) throws Exception {
        webhook.then(status, body, "Location: https://127.0.0.1:1/");
        String key = enrolled("2021-10-01");

        Answer answer = devices.provision(id, key);

        assertEquals("failed", answer.text("/status"), answer::toString);
        assertEquals(code, answer.json().at("/registrationState/errorCode").asInt(), answer::toString);
        String message = answer.text("/registrationState/errorMessage");
        assertTrue(message.contains("status code: " + status), message);
        assertEquals(1, webhook.questions().size());
        Answer log = service.get("/muster/webhooks/registrations/" + id);
        assertEquals(1, log.json().path("exchanges").size(), log::toString);
        assertEquals(status, log.json().at("/exchanges/0/status").asInt(), log::toString);
        assertFalse((answer + log.body()).contains("planted-key"), log::toString);
    }

    @Test
    @DisplayName("Bad input: 5 MB are not read")
    void tooLong() {
        webhook.then(200, " ".repeat(5 << 20));
        String key = enrolled("2021-10-01");

        Answer answer = devices.provision(id, key);

        assertEquals(400207, answer.json().at("/registrationState/errorCode").asInt(), answer::toString);
    }

    @Test
    @DisplayName("issue 5.2: a webhook that is down for a while loses nothing, and is asked under one operation's id")
    void down() {
        webhook.then(503, "").then(503, "").then(503, "").then(200, choice(hubs.get(0)));
        String key = enrolled("2018-11-01");

        Answer answer = devices.provision(id, key);

        assertEquals("assigned", answer.text("/status"), answer::toString);
        assertTrue(webhook.questions().size() >= 4, webhook.questions()::toString);
        assertEquals(
                Set.of(answer.text("/operationId")),
                webhook.questions().stream()
                        .map(WebhookHost.Question::operation)
                        .collect(Collectors.toSet()));
    }
}
