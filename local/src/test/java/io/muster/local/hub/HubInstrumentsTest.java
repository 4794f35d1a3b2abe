package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubInstrumentsTest {

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

    private void throttle(String json) throws Exception {
        HttpResponse<String> response = hub.admin("PUT", "/throttle", json);
        assertEquals(204, response.statusCode(), response.body());
    }

    private int bulk(int from, int to) throws Exception {
        List<String> items = IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":\"d" + i + "\",\"importMode\":\"create\"}")
                .toList();
        return hub.call("POST", "/devices", items.toString()).statusCode();
    }

    @Test
    @DisplayName("an S1 unit takes 100 identities a minute in bulk when devices count, then 429 with Retry-After")
    void devicesCount() throws Exception {
        throttle("{\"tier\":\"S1\",\"units\":1,\"bulkCounts\":\"devices\"}");

        assertEquals(200, bulk(0, 60));
        assertEquals(429, bulk(60, 101));
        assertEquals(200, bulk(60, 100));
        HttpResponse<String> refused = hub.call("GET", "/devices/d1", "");
        assertEquals(429, refused.statusCode(), "reads of identities count as well");
        int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("0"));
        assertTrue(wait > 0 && wait <= 60, "wait " + wait);
        assertEquals(200, hub.call("GET", "/twins/d1", "").statusCode());
    }

    @Test
    @DisplayName("the list of calls tells which trace each caller named, so that tests can follow one")
    void traces() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        hub.call("GET", "/devices/d1", "", "traceparent", trace);
        hub.call("GET", "/devices/d1", "");

        JsonNode last = HubFixture.json(hub.admin("GET", "/calls", "")).path("last");

        assertEquals(trace, last.path(0).path("traceparent").asText());
        assertEquals("", last.path(1).path("traceparent").asText());
    }

    @Test
    @DisplayName("when calls count, a bulk request costs one; scale and units multiply the limits")
    void callsCount() throws Exception {
        throttle("{\"tier\":\"S3\",\"units\":2,\"bulkCounts\":\"calls\",\"scale\":3}");
        assertEquals(
                "{\"identityPerMinute\":30000,\"identityReadsCount\":true,\"twinReadsPerSecond\":3000,"
                        + "\"twinWritesPerSecond\":1500,\"bulkCounts\":\"calls\"}",
                hub.admin("GET", "/throttle", "").body());

        throttle("{\"identityWritesPerMinute\":2,\"bulkCounts\":\"calls\"}");
        assertEquals(200, bulk(0, 100));
        assertEquals(200, bulk(100, 200));
        assertEquals(429, bulk(200, 201));
        throttle("{\"identityWritesPerMinute\":0}");
        assertEquals(200, bulk(200, 201));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"tier\":\"S4\"}",
                "{\"tier\":1}",
                "{\"tier\":\"S1\",\"units\":0}",
                "{\"tier\":\"S1\",\"bulkCounts\":\"maybe\"}",
                "{\"tier\":\"S1\",\"identityWritesPerMinute\":1}",
                "{\"tier\":\"S1\",\"scale\":1001}",
                "{\"identityWritesPerMinute\":-1}"
            })
    @DisplayName("a throttle that is wrong is refused and changes nothing")
    void wrongThrottle(String json) throws Exception {
        String before = hub.admin("GET", "/throttle", "").body();

        assertEquals(400, hub.admin("PUT", "/throttle", json).statusCode());

        assertEquals(before, hub.admin("GET", "/throttle", "").body());
    }

    @Test
    @DisplayName("the history tells when a device came, was disabled and enabled, and went, also over a restart")
    void history() throws Exception {
        hub.createDevice("other");
        hub.createDevice("d1");
        for (String status : List.of("enabled", "disabled", "enabled")) {
            String body = "{\"deviceId\":\"d1\",\"status\":\"" + status + "\"}";
            hub.call("PUT", "/devices/d1", body, "If-Match", "*");
        }
        hub.call("DELETE", "/devices/d1", "");

        JsonNode history = HubFixture.json(hub.admin("GET", "/history?device=d1", ""));

        assertEquals(List.of("created", "disabled", "enabled", "deleted"), events(history));
        assertEquals(
                List.of(true, false, true, false),
                StreamSupport.stream(history.spliterator(), false)
                        .map(entry -> entry.path("enabled").asBoolean())
                        .toList());
        Instant first = Instant.parse(history.at("/0/time").asText());
        assertFalse(first.isAfter(Instant.parse(history.at("/3/time").asText())));

        hub.close();
        hub = HubFixture.start(directory);
        assertEquals(
                List.of("found"),
                events(HubFixture.json(hub.admin("GET", "/history", ""))),
                "what went before is not there");
    }

    private static List<String> events(JsonNode history) {
        return StreamSupport.stream(history.spliterator(), false)
                .map(entry -> entry.path("event").asText())
                .toList();
    }
}
