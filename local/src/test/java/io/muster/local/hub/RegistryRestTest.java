package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.hub.access.SymmetricKey;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryRestTest {

    @TempDir
    private Path directory;

    private HubFixture hub;

    @BeforeEach
    void start() throws Exception {
        hub = HubFixture.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    @Test
    @DisplayName("PUT without If-Match creates, makes keys, and refuses a second time with 409")
    void putCreates() throws Exception {
        JsonNode device = hub.createDevice("d1");

        assertEquals("sas", device.at("/authentication/type").asText());
        assertNotEquals(HubFixture.key(device, "primaryKey"), HubFixture.key(device, "secondaryKey"));
        assertEquals("enabled", device.path("status").asText());
        assertError(409, "DeviceAlreadyExists", hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\"}"));
        assertEquals(
                device.path("generationId"),
                HubFixture.json(hub.call("GET", "/devices/d1", "")).path("generationId"));
    }

    @Test
    @DisplayName("ids keep their case and may be percent-encoded")
    void idsAreCaseSensitive() throws Exception {
        hub.createDevice("Dev");

        assertError(404, "DeviceNotFound", hub.call("GET", "/devices/dev", ""));
        assertEquals(200, hub.call("GET", "/devices/%44ev", "").statusCode());
    }

    @Test
    @DisplayName("PUT with If-Match updates: * and the current etag pass, a stale one is 412, an absent device 404")
    void putWithIfMatchUpdates() throws Exception {
        String etag = hub.createDevice("d1").path("etag").asText();
        String disabled = "{\"deviceId\":\"d1\",\"status\":\"disabled\"}";

        HttpResponse<String> updated = hub.call("PUT", "/devices/d1", disabled, "If-Match", "\"" + etag + "\"");

        assertEquals(200, updated.statusCode());
        assertEquals("disabled", HubFixture.json(updated).path("status").asText());
        assertNotEquals(etag, HubFixture.json(updated).path("etag").asText());
        assertError(412, "PreconditionFailed", hub.call("PUT", "/devices/d1", disabled, "If-Match", etag));
        assertEquals(
                200, hub.call("PUT", "/devices/d1", disabled, "If-Match", "*").statusCode());
        assertError(404, "DeviceNotFound", hub.call("PUT", "/devices/d2", "{\"deviceId\":\"d2\"}", "If-Match", "*"));
    }

    @Test
    @DisplayName("DELETE honours If-Match and leaves nothing; a new device of the name is another generation")
    void deleteRemoves() throws Exception {
        JsonNode first = hub.createDevice("d1");

        assertError(412, "PreconditionFailed", hub.call("DELETE", "/devices/d1", "", "If-Match", "\"other\""));
        assertEquals(204, hub.call("DELETE", "/devices/d1", "").statusCode());
        assertError(404, "DeviceNotFound", hub.call("GET", "/twins/d1", ""));
        assertNotEquals(first.path("generationId"), hub.createDevice("d1").path("generationId"));
    }

    @Test
    @DisplayName("bulk does what it can, and says 400 with the failures by device")
    void bulkDoesWhatItCan() throws Exception {
        hub.createDevice("d1");

        HttpResponse<String> response = hub.call("POST", "/devices", """
                [{"id":"d1","importMode":"create"},{"id":"d2","importMode":"create","tags":{"site":"a"}},
                 {"id":"d3","importMode":"delete"},{"id":"d0","importMode":"createOrUpdate","status":"disabled"}]""");

        assertEquals(400, response.statusCode());
        JsonNode result = HubFixture.json(response);
        assertFalse(result.path("isSuccessful").asBoolean());
        assertEquals(2, result.path("errors").size());
        assertEquals("DeviceAlreadyExists", result.at("/errors/0/errorCode").asText());
        assertEquals("d3", result.at("/errors/1/deviceId").asText());
        assertEquals(
                "a",
                HubFixture.json(hub.call("GET", "/twins/d2", ""))
                        .at("/tags/site")
                        .asText());
        assertEquals(
                200,
                hub.call("POST", "/devices", "[{\"id\":\"d4\",\"importMode\":\"create\"}]")
                        .statusCode());
        JsonNode statistics = HubFixture.json(hub.call("GET", "/statistics/devices", ""));
        assertEquals(
                "{\"totalDeviceCount\":4,\"enabledDeviceCount\":3,\"disabledDeviceCount\":1}", statistics.toString());
    }

    @Test
    @DisplayName("more than 100 devices in one bulk request are refused and none is made")
    void bulkIsLimited() throws Exception {
        StringBuilder items = new StringBuilder("[{\"id\":\"d0\",\"importMode\":\"create\"}");
        for (int i = 1; i <= 100; i++) {
            items.append(",{\"id\":\"d").append(i).append("\",\"importMode\":\"create\"}");
        }
        assertError(
                403,
                "TooManyDevices",
                hub.call("POST", "/devices", items.append("]").toString()));
        assertEquals("[]", hub.call("GET", "/devices?top=5", "").body());
    }

    @Test
    @DisplayName("PATCH merges a twin, null removes, PUT replaces, a stale etag is 412")
    void twinsMergeAndReplace() throws Exception {
        hub.createDevice("d1");

        JsonNode patched = HubFixture.json(hub.call(
                "PATCH",
                "/twins/d1",
                "{\"tags\":{\"a\":1,\"b\":{\"c\":2,\"d\":3}},\"properties\":{\"desired\":{\"x\":1}}}"));
        HttpResponse<String> again = hub.call(
                "POST",
                "/twins/d1",
                "{\"tags\":{\"a\":null,\"b\":{\"c\":null}}}",
                "X-HTTP-Method-Override",
                "PATCH",
                "If-Match",
                "\"" + patched.path("etag").asText() + "\"");

        assertEquals(200, again.statusCode());
        JsonNode merged = HubFixture.json(again);
        assertEquals("{\"b\":{\"d\":3}}", merged.path("tags").toString());
        assertEquals(2, merged.at("/properties/desired/$version").asInt());
        assertEquals(
                2,
                merged.at("/properties/desired/$metadata/x/$lastUpdatedVersion").asInt());
        assertError(
                412,
                "PreconditionFailed",
                hub.call(
                        "PUT",
                        "/twins/d1",
                        "{}",
                        "If-Match",
                        patched.path("etag").asText()));
        JsonNode replaced = HubFixture.json(hub.call("PUT", "/twins/d1", "{\"tags\":{\"z\":true}}"));
        assertEquals("{\"z\":true}", replaced.path("tags").toString());
        assertTrue(replaced.at("/properties/desired/x").isMissingNode());
        assertError(400, "ArgumentInvalid", hub.call("PATCH", "/twins/d1", "{\"tags\":{\"a.b\":1}}"));
    }

    @Test
    @DisplayName("malformed requests get the hub's 400 and change nothing")
    void malformedIsRefused() throws Exception {
        for (String body : new String[] {
            "",
            "{",
            "[]",
            "{\"deviceId\":\"other\"}",
            "{\"deviceId\":\"d1\"} x",
            "{\"deviceId\":\"d1\",\"status\":\"on\"}",
            "{\"deviceId\":\"d1\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"short\"}}}",
            "{\"deviceId\":\"d1\",\"authentication\":{\"type\":\"selfSigned\"}}",
            "{\"deviceId\":\"d1\",\"capabilities\":{\"iotEdge\":\"yes\"}}"
        }) {
            assertError(400, "ArgumentInvalid", hub.call("PUT", "/devices/d1", body));
        }
        assertError(400, "ArgumentInvalid", hub.call("PUT", "/devices/d%201", "{\"deviceId\":\"d 1\"}"));
        assertError(400, "ArgumentInvalid", hub.call("GET", "/devices?top=0", ""));
        assertError(400, "InvalidProtocolVersion", hub.raw("GET", "/devices/d1", "", HubFixture.serviceToken()));
        assertEquals("[]", hub.call("GET", "/devices", "").body());
    }

    @Test
    @DisplayName(
            "the service token must be signed by a policy, unexpired and for this hub; a bearer must be the known one")
    void serviceIsAuthorised() throws Exception {
        Instant soon = Instant.now().plusSeconds(60);
        String policy = "&skn=iothubowner";
        for (String wrong : new String[] {
            "",
            "Bearer other",
            HubFixture.token(HubFixture.HOST, SymmetricKey.random(), soon) + policy,
            HubFixture.token(
                            HubFixture.HOST,
                            HubFixture.POLICY_KEY,
                            Instant.now().minusSeconds(1))
                    + policy,
            HubFixture.token("other.test", HubFixture.POLICY_KEY, soon) + policy,
            HubFixture.token(HubFixture.HOST + "/twins", HubFixture.POLICY_KEY, soon) + policy,
            HubFixture.token(HubFixture.HOST, HubFixture.POLICY_KEY, soon) + "&skn=other",
            HubFixture.token(HubFixture.HOST, HubFixture.POLICY_KEY, soon)
        }) {
            assertError(401, "IotHubUnauthorizedAccess", hub.raw("GET", "/devices?api-version=2021-04-12", "", wrong));
        }
        String narrower = HubFixture.token(HubFixture.HOST + "/devices", HubFixture.POLICY_KEY, soon) + policy;
        for (String right : new String[] {"Bearer " + HubFixture.BEARER, narrower}) {
            assertEquals(
                    200,
                    hub.raw("GET", "/devices?api-version=2021-04-12", "", right).statusCode());
        }
    }

    private static void assertError(int status, String name, HttpResponse<String> response) throws Exception {
        assertEquals(status, response.statusCode(), response.body());
        JsonNode body = HubFixture.json(response);
        assertTrue(body.path("Message").asText().startsWith("ErrorCode:" + name + ";"), response.body());
        assertTrue(body.path("ExceptionMessage").asText().startsWith("Tracking ID:"), response.body());
        assertEquals(name, response.headers().firstValue("iothub-errorcode").orElse(""));
    }
}
