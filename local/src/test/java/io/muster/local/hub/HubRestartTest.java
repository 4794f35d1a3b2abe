package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubRestartTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("identities and twins outlive the hub, and a line torn by a crash is passed over")
    void stateOutlivesTheHub() throws Exception {
        String device;
        String twin;
        try (HubFixture hub = HubFixture.start(directory)) {
            hub.createDevice("gone");
            hub.createDevice("kept");
            hub.call(
                    "PATCH",
                    "/twins/kept",
                    "{\"tags\":{\"a\":{\"b\":1}},\"properties\":{\"desired\":{\"x\":[1,null]}}}");
            assertEquals(204, hub.call("DELETE", "/devices/gone", "").statusCode());
            device = hub.call("GET", "/devices/kept", "").body();
            twin = hub.call("GET", "/twins/kept", "").body();
        }
        Path journal = directory.resolve("data/registry.jsonl");
        Files.writeString(journal, "{\"identity\":{\"deviceId\":\"to", StandardOpenOption.APPEND);

        try (HubFixture hub = HubFixture.start(directory)) {
            assertEquals(device, hub.call("GET", "/devices/kept", "").body());
            assertEquals(twin, hub.call("GET", "/twins/kept", "").body());
            JsonNode statistics = HubFixture.json(hub.call("GET", "/statistics/devices", ""));
            assertEquals(1, statistics.path("totalDeviceCount").asInt());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
    }
}
