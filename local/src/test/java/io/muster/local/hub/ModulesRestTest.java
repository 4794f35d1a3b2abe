package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesRestTest {

    private static final String MODULE = "{\"deviceId\":\"d1\",\"moduleId\":\"m1\",\"managedBy\":\"me\"}";

    @TempDir
    private Path directory;

    private HubFixture hub;

    @BeforeEach
    void start() throws Exception {
        hub = HubFixture.start(directory);
        hub.createDevice("d1");
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    private JsonNode ok(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> response = hub.call(method, path, body, headers);
        assertEquals(200, response.statusCode(), response.body());
        return HubFixture.json(response);
    }

    private void assertError(int status, String name, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(name, response.headers().firstValue("iothub-errorcode").orElse(""));
    }

    private List<String> moduleIds(String device) throws Exception {
        return StreamSupport.stream(
                        ok("GET", "/devices/" + device + "/modules", "").spliterator(), false)
                .map(module -> module.path("moduleId").asText())
                .toList();
    }

    @Test
    @DisplayName("a module is created once, updated with If-Match, listed, and removed")
    void life() throws Exception {
        JsonNode created = ok("PUT", "/devices/d1/modules/m1", MODULE);

        assertEquals("me", created.path("managedBy").asText());
        assertFalse(
                created.at("/authentication/symmetricKey/primaryKey").asText().isEmpty());
        assertError(409, "ModuleAlreadyExistsOnDevice", hub.call("PUT", "/devices/d1/modules/m1", MODULE));
        assertError(412, "PreconditionFailed", hub.call("PUT", "/devices/d1/modules/m1", MODULE, "If-Match", "\"x\""));
        JsonNode updated = ok("PUT", "/devices/d1/modules/m1", MODULE, "If-Match", "*");
        assertNotEquals(created.path("etag"), updated.path("etag"));
        assertEquals(created.path("generationId"), updated.path("generationId"));
        assertEquals(updated, ok("GET", "/devices/d1/modules/m1", ""));
        assertEquals(List.of("m1"), moduleIds("d1"));
        assertEquals(204, hub.call("DELETE", "/devices/d1/modules/m1", "").statusCode());
        assertError(404, "ModuleNotFound", hub.call("GET", "/devices/d1/modules/m1", ""));
        assertError(404, "ModuleNotFound", hub.call("PUT", "/devices/d1/modules/m1", MODULE, "If-Match", "*"));
    }

    @Test
    @DisplayName("a device takes its modules with it, and an unknown device has none to list")
    void goneWithDevice() throws Exception {
        ok("PUT", "/devices/d1/modules/m1", MODULE);
        hub.call("DELETE", "/devices/d1", "");

        assertError(404, "DeviceNotFound", hub.call("GET", "/devices/d1/modules", ""));
        assertError(404, "DeviceNotFound", hub.call("PUT", "/devices/d1/modules/m1", MODULE));
        hub.createDevice("d1");
        assertEquals(List.of(), moduleIds("d1"));
    }

    @Test
    @DisplayName("an Edge device has the two modules of the runtime, which can be updated and not removed")
    void edgeRuntime() throws Exception {
        ok("PUT", "/devices/e1", "{\"deviceId\":\"e1\",\"capabilities\":{\"iotEdge\":true}}");

        assertEquals(List.of("$edgeAgent", "$edgeHub"), moduleIds("e1"));
        String agent = "{\"deviceId\":\"e1\",\"moduleId\":\"$edgeAgent\"}";
        assertError(409, "ModuleAlreadyExistsOnDevice", hub.call("PUT", "/devices/e1/modules/%24edgeAgent", agent));
        ok("PUT", "/devices/e1/modules/%24edgeAgent", agent, "If-Match", "*");
        assertError(400, "ArgumentInvalid", hub.call("DELETE", "/devices/e1/modules/%24edgeAgent", ""));
    }

    @Test
    @DisplayName("a module's twin is patched and replaced like a device's, under its own etag")
    void twin() throws Exception {
        ok("PUT", "/devices/d1/modules/m1", MODULE);
        String stale = ok("GET", "/twins/d1/modules/m1", "").path("etag").asText();

        JsonNode patched =
                ok("PATCH", "/twins/d1/modules/m1", "{\"tags\":{\"a\":1},\"properties\":{\"desired\":{\"x\":1}}}");
        assertEquals("m1", patched.path("moduleId").asText());
        assertError(
                412,
                "PreconditionFailed",
                hub.call("PUT", "/twins/d1/modules/m1", "{}", "If-Match", "\"" + stale + "\""));
        JsonNode replaced = ok("PUT", "/twins/d1/modules/m1", "{\"properties\":{\"desired\":{\"y\":2}}}");

        assertEquals("{}", replaced.path("tags").toString());
        assertEquals(2, replaced.at("/properties/desired/y").asInt());
        assertEquals("{}", ok("GET", "/twins/d1", "").path("tags").toString(), "the device's own twin is another");
    }

    @Test
    @DisplayName("a bulk request takes modules too, with refusals by module")
    void bulk() throws Exception {
        assertEquals(
                200,
                hub.call(
                                "POST",
                                "/devices",
                                "[{\"id\":\"d1\",\"moduleId\":\"m1\",\"importMode\":\"create\",\"tags\":{\"a\":1}}]")
                        .statusCode());
        assertEquals(1, ok("GET", "/twins/d1/modules/m1", "").at("/tags/a").asInt());

        HttpResponse<String> response = hub.call("POST", "/devices", """
                [{"id":"d1","moduleId":"m1","importMode":"create"},{"id":"d1","moduleId":"m1","importMode":"update"},
                 {"id":"d1","moduleId":"m2","importMode":"delete"},{"id":"d1","moduleId":"m3","importMode":"createOrUpdate"}]""");

        assertEquals(400, response.statusCode());
        JsonNode errors = HubFixture.json(response).path("errors");
        assertEquals(4, errors.size(), errors.toString());
        assertEquals("m1", errors.at("/0/moduleId").asText());
        assertEquals("ModuleAlreadyExistsOnDevice", errors.at("/0/errorCode").asText());
        assertEquals("ArgumentInvalid", errors.at("/1/errorCode").asText(), "named twice");
        assertEquals("ModuleNotFound", errors.at("/2/errorCode").asText());
    }

    @Test
    @DisplayName("a device has at most 50 modules, and a body that names another is refused")
    void limits() throws Exception {
        for (int i = 0; i < 50; i++) {
            ok("PUT", "/devices/d1/modules/m" + i, "{\"deviceId\":\"d1\",\"moduleId\":\"m" + i + "\"}");
        }
        assertError(
                403,
                "TooManyModulesOnDevice",
                hub.call("PUT", "/devices/d1/modules/m50", "{\"deviceId\":\"d1\",\"moduleId\":\"m50\"}"));
        assertError(400, "ArgumentInvalid", hub.call("PUT", "/devices/d1/modules/other", MODULE));
        assertError(405, "GenericMethodNotAllowed", hub.call("POST", "/devices/d1/modules", "[]"));
    }

    @Test
    @DisplayName("modules outlive the hub, and a journal of before there were modules is read")
    void journal() throws Exception {
        ok("PUT", "/devices/d1/modules/m1", MODULE);
        ok("PATCH", "/twins/d1/modules/m1", "{\"tags\":{\"a\":1}}");
        ok("PUT", "/devices/e1", "{\"deviceId\":\"e1\",\"capabilities\":{\"iotEdge\":true}}");
        String module = hub.call("GET", "/devices/d1/modules/m1", "").body();
        hub.close();

        Path journal = directory.resolve("data/registry.jsonl");
        String old = Files.readAllLines(journal).stream()
                .filter(line -> line.contains("\"e1\""))
                .map(line -> line.substring(0, line.indexOf(",\"modules\":")) + "}")
                .findFirst()
                .orElseThrow();
        Files.writeString(journal, Files.readString(journal) + old + "\n");
        hub = HubFixture.start(directory);

        assertEquals(module, hub.call("GET", "/devices/d1/modules/m1", "").body());
        assertEquals(1, ok("GET", "/twins/d1/modules/m1", "").at("/tags/a").asInt());
        assertEquals(List.of("$edgeAgent", "$edgeHub"), moduleIds("e1"));
    }
}
