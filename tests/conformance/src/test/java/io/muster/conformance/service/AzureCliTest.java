package io.muster.conformance.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests of {@code az iot dps … --login}, as the command line's generated client sends them (clients.md 4). */
@ExtendWith(LocalStackExtension.class)
@DisplayName("az iot dps with a connection string")
final class AzureCliTest {
    private final LocalStack stack;
    private final ServiceApi service;
    private final String id = Names.fresh("cli");

    AzureCliTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName("enrollment create, show (--show-keys), update, list, delete")
    void enrollment() {
        assertEquals(
                200, put("/enrollments/" + id, enrollment("registrationId"), "").status());
        ObjectNode shown = (ObjectNode) send("GET", "/enrollments/" + id).json();
        assertFalse(shown.toString().contains("primaryKey"));
        String key =
                send("POST", "/enrollments/" + id + "/attestationmechanism").text("/symmetricKey/primaryKey");
        assertFalse(key.isEmpty());

        shown.put("provisioningStatus", "disabled");
        Answer updated =
                put("/enrollments/" + id, shown.toString(), shown.path("etag").asText());
        assertEquals("disabled", updated.text("/provisioningStatus"));
        assertEquals(key, updated.text("/attestation/symmetricKey/primaryKey"));

        assertTrue(listed("/enrollments/query").contains(id));
        assertEquals(204, delete("/enrollments/" + id).status());
        assertEquals(404, send("GET", "/enrollments/" + id).status());
    }

    @Test
    @DisplayName("enrollment-group create, show, update, list, delete; registration list, show, delete")
    void group() {
        Answer made = put("/enrollmentGroups/" + id, enrollment("enrollmentGroupId"), "");
        assertEquals(200, made.status(), made::toString);
        String device = id + "-device";
        String key = Sas.derive(made.text("/attestation/symmetricKey/primaryKey"), device);
        assertEquals("assigned", new DeviceApi(stack).provision(device, key).text("/status"));

        ObjectNode shown = (ObjectNode) send("GET", "/enrollmentGroups/" + id).json();
        shown.putObject("initialTwin").putObject("tags").put("site", "north");
        Answer updated = put("/enrollmentGroups/" + id, shown.toString(), "*");
        assertEquals(
                "{\"tags\":{\"site\":\"north\"}}",
                updated.json().path("initialTwin").toString());
        assertTrue(listed("/enrollmentGroups/query").contains(id));

        // Without a body, as the specification has it.
        Answer records = send("POST", "/registrations/" + id + "/query");
        assertEquals(device, records.text("/0/registrationId"));
        assertEquals("assigned", send("GET", "/registrations/" + device).text("/status"));
        assertEquals(204, delete("/registrations/" + device).status());
        assertEquals(404, send("GET", "/registrations/" + device).status());
        assertEquals(204, delete("/enrollmentGroups/" + id).status());
    }

    private String listed(String path) {
        StringBuilder ids = new StringBuilder();
        String token = "";
        do {
            Call call = call("POST", path).json("{\"query\":\"SELECT *\"}").with("x-ms-max-item-count", "50");
            Answer page = service.authorized(token.isEmpty() ? call : call.with("x-ms-continuation", token));
            assertEquals(200, page.status(), page::toString);
            for (JsonNode item : page.json()) {
                ids.append(item.path("registrationId").asText())
                        .append(item.path("enrollmentGroupId").asText())
                        .append(' ');
            }
            token = page.header("x-ms-continuation").orElse("");
        } while (!token.isEmpty());
        return ids.toString();
    }

    private Answer put(String path, String body, String ifMatch) {
        Call call = call("PUT", path).json(body);
        return service.authorized(ifMatch.isEmpty() ? call : call.with("If-Match", ifMatch));
    }

    private Answer delete(String path) {
        return service.authorized(call("DELETE", path).with("If-Match", "*"));
    }

    private Answer send(String method, String path) {
        return service.authorized(call(method, path));
    }

    private static Call call(String method, String path) {
        return Call.of(method, path + ServiceApi.VERSION)
                .with("Accept", "application/json")
                .with("x-ms-client-request-id", UUID.randomUUID().toString());
    }

    private String enrollment(String member) {
        return "{\"" + member + "\":\"" + id + "\",\"attestation\":{\"type\":\"symmetricKey\"},"
                + "\"capabilities\":{\"iotEdge\":false},\"provisioningStatus\":\"enabled\","
                + "\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":true}}";
    }
}
