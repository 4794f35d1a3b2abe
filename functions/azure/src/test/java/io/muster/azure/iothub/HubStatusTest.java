package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.azure.iothub.ScriptedHub.Seen;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.identity.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubStatusTest {
    private static final DeviceId DEVICE = new DeviceId("device-1");
    private static final String REST = "\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"cA==\","
            + "\"secondaryKey\":\"cw==\"},\"type\":\"sas\"},\"capabilities\":{\"iotEdge\":true},\"deviceScope\":\"ms-azure-x\"";
    private static final Reply DONE = Reply.json(200, "", "{\"isSuccessful\":true,\"errors\":[]}");

    private final HubFixture fixture = new HubFixture();
    private final IotHubRegistry registry = HubFixture.registry(true);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static Reply identity(String etag, String status) {
        return Reply.json(
                200,
                "",
                "{\"deviceId\":\"device-1\",\"generationId\":\"1\",\"etag\":\"" + etag + "\",\"status\":\"" + status
                        + "\",\"connectionState\":\"Connected\"," + REST + "}");
    }

    private static Reply refused(String code) {
        return Reply.json(
                400,
                "",
                "{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"device-1\",\"errorCode\":\"" + code + "\"}]}");
    }

    private void disable() throws HubFailure {
        registry.setEnabled(fixture.linked(), DEVICE, false, TIMEOUT);
    }

    @Test
    @DisplayName("a status is set on the identity as it was read, and only on that version of it")
    void conditional() throws Exception {
        fixture.hub().then(identity("AAE=", "enabled"), DONE);

        disable();

        assertEquals(
                "GET /devices/device-1?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
        Seen change = fixture.hub().next();
        assertEquals("POST /devices?api-version=2021-04-12 HTTP/1.1", change.line());
        assertEquals(
                "[{\"id\":\"device-1\",\"eTag\":\"AAE=\",\"importMode\":\"updateIfMatchETag\",\"status\":\"disabled\","
                        + REST + "}]",
                change.body());
    }

    @Test
    @DisplayName("a device that is gone, or goes meanwhile, or has the status already, is success")
    void nothingToDo() throws Exception {
        fixture.hub()
                .then(
                        Reply.status(404),
                        identity("1", "disabled"),
                        identity("1", "enabled"),
                        refused("DeviceNotFound"));

        disable();
        disable();
        disable();

        for (int request = 0; request < 4; request++) {
            fixture.hub().next();
        }
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName(
            "an identity that someone else changes meanwhile is read anew; for ever so, it is worth another try later")
    void changedMeanwhile() throws Exception {
        fixture.hub().then(identity("1", "enabled"), refused("PreconditionFailed"), identity("2", "enabled"), DONE);
        disable();

        for (int attempt = 0; attempt < 3; attempt++) {
            fixture.hub().then(identity("1", "enabled"), refused("PreconditionFailed"));
        }
        assertEquals(Kind.UNAVAILABLE, failure().kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deviceId\":\"device-1\"",
                "[]",
                "{\"deviceId\":\"planted\",\"status\":\"disabled\"}",
                "{\"deviceId\":\"device-1\",\"status\":\"enabled\"}",
                "{\"deviceId\":\"device-1\",\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\"}}"
            })
    @DisplayName("an identity that came without its keys is never written back: the hub would make new ones")
    void incomplete(String body) {
        fixture.hub().then(Reply.json(200, "", body));

        HubFailure failure = failure();

        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains("planted"));
        fixture.hub().next();
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("any other refusal of the change is told by its kind")
    void refusal() {
        fixture.hub().then(identity("1", "enabled"), refused("ThrottlingException"));

        assertEquals(Kind.THROTTLED, failure().kind());
    }

    private HubFailure failure() {
        return assertThrows(HubFailure.class, this::disable);
    }
}
