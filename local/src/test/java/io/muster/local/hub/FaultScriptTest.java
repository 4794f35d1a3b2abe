package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {

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

    private void rule(String json) throws Exception {
        assertEquals(201, hub.admin("POST", "/rules", json).statusCode());
    }

    private int create(String id) throws Exception {
        return hub.call("PUT", "/devices/" + id, "{\"deviceId\":\"" + id + "\"}")
                .statusCode();
    }

    @Test
    @DisplayName("a rule for an operation and a device leaves other operations and devices alone")
    void narrow() throws Exception {
        rule("{\"operation\":\"createDevice\",\"device\":\"d1\",\"status\":503,\"times\":\"forever\"}");

        assertEquals(503, create("d1"));
        assertEquals(503, create("d1"));
        assertEquals(200, create("d10"));
        assertEquals(404, hub.call("GET", "/devices/d1", "").statusCode());
        assertEquals(
                "forever",
                HubFixture.json(hub.admin("GET", "/rules", "")).at("/0/times").asText());
    }

    @Test
    @DisplayName("a rule for a device is for the bulk calls too that name it")
    void bulkByDevice() throws Exception {
        rule("{\"device\":\"d2\",\"status\":500}");

        assertEquals(200, hub.call("POST", "/devices", "[{\"id\":\"d1\"}]").statusCode());
        assertEquals(
                500,
                hub.call("POST", "/devices", "[{\"id\":\"d1\"},{\"id\":\"d2\"}]")
                        .statusCode());
    }

    @Test
    @DisplayName("a rule lets as many calls pass as it says, then lasts for its times")
    void skipsFirst() throws Exception {
        rule("{\"operation\":\"getDevice\",\"status\":500,\"skip\":2,\"times\":1}");

        for (int expected : new int[] {404, 404, 500, 404}) {
            assertEquals(expected, hub.call("GET", "/devices/d1", "").statusCode());
        }
    }

    @Test
    @DisplayName("a call delivered twice is carried out twice and answered once, with the first answer")
    void duplicate() throws Exception {
        rule("{\"operation\":\"createDevice\",\"duplicate\":true}");

        assertEquals(200, create("d1"));

        JsonNode calls = HubFixture.json(hub.admin("GET", "/calls", "")).path("last");
        assertEquals(2, calls.size(), calls.toString());
        assertEquals(409, calls.at("/0/status").asInt(), "the second delivery found it there");
    }

    @Test
    @DisplayName("an answer may be cut, blown up to 5 MB, or a page of HTML, after the call was carried out")
    void garbled() throws Exception {
        hub.createDevice("d1");
        rule("[{\"answer\":\"truncated\"},{\"answer\":\"huge\"},{\"answer\":\"html\",\"status\":502}]");

        HttpResponse<String> truncated = hub.call("GET", "/devices/d1", "");
        assertEquals(200, truncated.statusCode());
        assertThrows(JsonProcessingException.class, () -> HubFixture.json(truncated));
        HttpResponse<String> huge = hub.call("GET", "/devices/d1", "");
        assertTrue(huge.body().length() > 5_000_000);
        assertEquals("d1", HubFixture.json(huge).path("deviceId").asText());
        HttpResponse<String> html = hub.call("GET", "/devices/d1", "");
        assertEquals(502, html.statusCode());
        assertEquals("text/html", html.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    @DisplayName("the faults that happened are listed by name, with call and time, until they are forgotten")
    void fired() throws Exception {
        rule("{\"name\":\"lost answer\",\"operation\":\"getDevice\",\"skip\":1,\"status\":500}");
        hub.call("GET", "/devices/d1", "");
        assertEquals("[]", hub.admin("GET", "/faults", "").body());

        hub.call("GET", "/devices/d1", "");

        JsonNode faults = HubFixture.json(hub.admin("GET", "/faults", ""));
        assertEquals(1, faults.size());
        assertEquals("lost answer", faults.at("/0/name").asText());
        assertEquals("getDevice", faults.at("/0/operation").asText());
        assertEquals(500, faults.at("/0/fault/status").asInt());
        assertNotEquals("", faults.at("/0/time").asText());
        assertEquals(204, hub.admin("DELETE", "/faults", "").statusCode());
        assertEquals("[]", hub.admin("GET", "/faults", "").body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"operation\":\"createDevices\"} | operation is none",
                "{\"times\":\"often\"} | times must be",
                "{\"skip\":-1} | skip must be",
                "{\"answer\":\"odd\"} | answer must be one of html, huge, plain, truncated",
                "{\"dropConnection\":true,\"status\":500} | dropConnection leaves no answer",
                "{\"duplicate\":true,\"status\":500} | duplicate needs afterEffect",
                "{\"status\":null} | status must be",
            })
    @DisplayName("a rule that is wrong or contradicts itself is refused with the reason, and none of its list is taken")
    void refused(String json, String reason) throws Exception {
        HttpResponse<String> response = hub.admin("POST", "/rules", "[{\"status\":500}," + json + "]");

        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains(reason), response.body());
        assertEquals("[]", hub.admin("GET", "/rules", "").body());
    }
}
