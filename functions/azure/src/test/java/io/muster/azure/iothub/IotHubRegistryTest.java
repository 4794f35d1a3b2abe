package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static io.muster.azure.iothub.HubFixture.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.azure.iothub.ScriptedHub.Seen;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IotHubRegistryTest {
    private static final DeviceId DEVICE = new DeviceId("device-1");

    private final HubFixture fixture = new HubFixture();
    private final IotHubRegistry registry = HubFixture.registry(true);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    @DisplayName("a new identity is one PUT without If-Match, SAS type with both keys and the Edge flag (2.14, 5.3)")
    void create() throws Exception {
        fixture.hub().then(Reply.json(200, "", "{}"));

        Written written = registry.write(fixture.linked(), identity("device-1"), false, TIMEOUT);

        assertEquals(Written.CREATED, written);
        Seen seen = fixture.hub().next();
        assertEquals("PUT /devices/device-1?api-version=2021-04-12 HTTP/1.1", seen.line());
        assertFalse(seen.headers().containsKey("if-match"));
        assertEquals(
                "{\"deviceId\":\"device-1\",\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":"
                        + "{\"primaryKey\":\"cHJpbWFyeSBrZXkgMDEyMw==\",\"secondaryKey\":\"c2Vjb25kYXJ5IGtleSA0NQ==\"}},"
                        + "\"capabilities\":{\"iotEdge\":true}}",
                seen.body());
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("an identity that is there already is overwritten after the 409")
    void createOfExisting() throws Exception {
        fixture.hub().then(Reply.status(409), Reply.status(200));

        assertEquals(Written.UPDATED, registry.write(fixture.linked(), identity("device-1"), false, TIMEOUT));

        fixture.hub().next();
        assertEquals("*", fixture.hub().next().headers().get("if-match"));
        assertEquals(1, fixture.hub().connections(), "the connection is kept");
    }

    @Test
    @DisplayName("an identity expected to exist is updated at once, and created when it is gone")
    void updateOfMissing() throws Exception {
        fixture.hub().then(Reply.status(404), Reply.status(200));

        assertEquals(Written.CREATED, registry.write(fixture.linked(), identity("device-1"), true, TIMEOUT));

        assertEquals("*", fixture.hub().next().headers().get("if-match"));
        assertFalse(fixture.hub().next().headers().containsKey("if-match"));
    }

    @Test
    @DisplayName("an identity that comes and goes under our hands is worth another try later")
    void createThenGone() {
        fixture.hub().then(Reply.status(409), Reply.status(404));

        HubFailure failure = assertThrows(
                HubFailure.class, () -> registry.write(fixture.linked(), identity("device-1"), false, TIMEOUT));

        assertEquals(HubFailure.Kind.UNAVAILABLE, failure.kind());
    }

    @Test
    @DisplayName("every character that a device id may hold stays inside its path segment (1.27)")
    void deviceIdIsOneSegment() throws Exception {
        fixture.hub().then(Reply.status(204));

        registry.delete(fixture.linked(), new DeviceId("a-:.+%_#*?!(),=@;$'Z"), TIMEOUT);

        assertEquals(
                "DELETE /devices/a-%3A.%2B%25_%23%2A%3F%21%28%29%2C%3D%40%3B%24%27Z?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
    }

    @Test
    @DisplayName("a device id that would be a step in the path is never sent")
    void dotsOnly() {
        HubFailure failure =
                assertThrows(HubFailure.class, () -> registry.delete(fixture.linked(), new DeviceId(".."), TIMEOUT));

        assertEquals(HubFailure.Kind.REJECTED, failure.kind());
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("a twin is read without the hub's own members and without what the device reported (5.2)")
    void readTwin() throws Exception {
        fixture.hub()
                .then(
                        Reply.json(
                                200,
                                "",
                                "{\"deviceId\":\"device-1\",\"tags\":{\"floor\":1.50,\"$etag\":\"x\"},\"properties\":{\"desired\":"
                                        + "{\"n\":12345678901234567890,\"$metadata\":{},\"$version\":3},\"reported\":{\"r\":1}}}"));

        Optional<HubTwin> twin = registry.twin(fixture.linked(), DEVICE, TIMEOUT);

        assertEquals(
                Optional.of(
                        new HubTwin(new JsonText("{\"floor\":1.50}"), new JsonText("{\"n\":12345678901234567890}"))),
                twin);
        assertEquals(
                "GET /twins/device-1?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
    }

    @Test
    @DisplayName("a twin without tags and desired properties is the empty twin; an unknown device has none")
    void emptyAndMissingTwin() throws Exception {
        fixture.hub().then(Reply.json(200, "", "{\"deviceId\":\"device-1\"}"), Reply.status(404));

        assertEquals(Optional.of(HubTwin.EMPTY), registry.twin(fixture.linked(), DEVICE, TIMEOUT));
        assertEquals(Optional.empty(), registry.twin(fixture.linked(), DEVICE, TIMEOUT));
    }

    @Test
    @DisplayName("a twin is merged by PATCH and replaced by PUT, tags and desired properties only (4.6)")
    void writeTwin() throws Exception {
        fixture.hub().then(Reply.status(200), Reply.status(200));
        HubTwin twin = new HubTwin(new JsonText("{\"t\":1.0}"), new JsonText("{\"d\":null}"));

        registry.writeTwin(fixture.linked(), DEVICE, twin, TwinWrite.MERGE, TIMEOUT);
        registry.writeTwin(fixture.linked(), DEVICE, twin, TwinWrite.REPLACE, TIMEOUT);

        Seen merge = fixture.hub().next();
        assertEquals("PATCH /twins/device-1?api-version=2021-04-12 HTTP/1.1", merge.line());
        assertEquals(
                "{\"deviceId\":\"device-1\",\"tags\":{\"t\":1.0},\"properties\":{\"desired\":{\"d\":null}}}",
                merge.body());
        assertEquals(
                "PUT /twins/device-1?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
    }

    @Test
    @DisplayName("deleting asks for any version, and one that is gone already is success")
    void delete() throws Exception {
        fixture.hub().then(Reply.status(204), Reply.status(404));

        registry.delete(fixture.linked(), DEVICE, TIMEOUT);
        registry.delete(fixture.linked(), DEVICE, TIMEOUT);

        assertEquals("*", fixture.hub().next().headers().get("if-match"));
    }
}
