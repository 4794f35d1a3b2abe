package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedHubTest {

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
    @DisplayName("a rule answers its status with Retry-After as often as it says, and only where it applies")
    void ruleAnswersItsStatus() throws Exception {
        rule("{\"method\":\"PUT\",\"pathPrefix\":\"/devices/\",\"status\":429,\"retryAfter\":7,\"times\":2}");

        assertEquals(404, hub.call("GET", "/devices/d1", "").statusCode());
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> refused = hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\"}");
            assertEquals(429, refused.statusCode());
            assertEquals("7", refused.headers().firstValue("Retry-After").orElse(""));
        }
        assertEquals(
                200, hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\"}").statusCode());
    }

    @Test
    @DisplayName("a dropped connection is no answer; after the effect, the device is there all the same")
    void droppedConnection() throws Exception {
        rule("[{\"dropConnection\":true},{\"dropConnection\":true,\"afterEffect\":true,\"delayMs\":20}]");

        assertThrows(IOException.class, () -> hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\"}"));
        assertThrows(IOException.class, () -> hub.call("PUT", "/devices/d2", "{\"deviceId\":\"d2\"}"));

        assertEquals(404, hub.call("GET", "/devices/d1", "").statusCode());
        assertEquals(200, hub.call("GET", "/devices/d2", "").statusCode());
    }

    @Test
    @DisplayName("a delay holds the answer back")
    void delayHoldsBack() throws Exception {
        rule("{\"delayMs\":300}");

        long before = System.nanoTime();
        assertEquals(404, hub.call("GET", "/devices/d1", "").statusCode());

        assertTrue(System.nanoTime() - before >= 300_000_000);
    }

    @Test
    @DisplayName("a rule is ended by its name, and the others last")
    void endsByName() throws Exception {
        rule("{\"name\":\"one\",\"status\":503,\"times\":\"forever\"}");
        rule("{\"name\":\"other\",\"status\":500}");
        assertEquals(204, hub.admin("DELETE", "/rules?name=one", "").statusCode());
        String left = hub.admin("GET", "/rules", "").body();
        assertTrue(left.contains("\"other\"") && !left.contains("\"one\""), left);
    }

    @Test
    @DisplayName("cleared rules do nothing, and malformed ones are refused")
    void rulesAreClearedAndChecked() throws Exception {
        rule("{\"status\":500,\"times\":9}");
        assertEquals(204, hub.admin("DELETE", "/rules", "").statusCode());
        assertEquals(404, hub.call("GET", "/devices/d1", "").statusCode());

        for (String wrong : new String[] {
            "",
            "1",
            "{\"status\":99}",
            "{\"times\":0}",
            "{\"delay\":1}",
            "{\"method\":1}",
            "{\"dropConnection\":\"yes\"}"
        }) {
            assertEquals(400, hub.admin("POST", "/rules", wrong).statusCode(), wrong);
        }
        assertEquals("[]", hub.admin("GET", "/rules", "").body());
    }

    @Test
    @DisplayName("calls are counted by operation, with the last ones listed, until they are reset")
    void callsAreCounted() throws Exception {
        hub.createDevice("d1");
        hub.call("GET", "/twins/d1", "");
        hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\"}");

        JsonNode calls = HubFixture.json(hub.admin("GET", "/calls", ""));

        assertEquals("{\"createDevice\":2,\"getTwin\":1}", calls.path("counts").toString());
        assertEquals(409, calls.at("/last/2/status").asInt());
        assertEquals("/devices/d1", calls.at("/last/2/path").asText());
        assertEquals(204, hub.admin("DELETE", "/calls", "").statusCode());
        assertEquals(
                "{\"counts\":{},\"last\":[]}", hub.admin("GET", "/calls", "").body());
    }

    @Test
    @DisplayName("the write budget throttles identity writes and nothing else")
    void writeBudgetThrottles() throws Exception {
        assertEquals(
                204,
                hub.admin("PUT", "/throttle", "{\"identityWritesPerMinute\":1}").statusCode());

        hub.createDevice("d1");
        HttpResponse<String> refused = hub.call("PUT", "/devices/d2", "{\"deviceId\":\"d2\"}");

        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("ErrorCode:ThrottlingException;"));
        int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("0"));
        assertTrue(wait > 0 && wait <= 60);
        assertEquals(200, hub.call("GET", "/devices/d1", "").statusCode());
        assertEquals(200, hub.call("PATCH", "/twins/d1", "{\"tags\":{}}").statusCode());
    }

    @Test
    @DisplayName("errors can be told in the nested form")
    void nestedErrorForm() throws Exception {
        assertEquals(
                204, hub.admin("PUT", "/error-form", "{\"form\":\"nested\"}").statusCode());

        String message = HubFixture.json(hub.call("GET", "/devices/d1", ""))
                .path("Message")
                .asText();

        assertTrue(message.startsWith("{\"errorCode\":404001,"), message);
    }

    private void rule(String json) throws Exception {
        assertEquals(201, hub.admin("POST", "/rules", json).statusCode());
    }
}
