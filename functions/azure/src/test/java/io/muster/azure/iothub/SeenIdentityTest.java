package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.iothub.ScriptedHub.Seen;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenIdentityTest {
    private static final DeviceId DEVICE = new DeviceId("device-1");
    private static final String REST = "\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"cA==\","
            + "\"secondaryKey\":\"cw==\"},\"type\":\"sas\"},\"capabilities\":{\"iotEdge\":true}";
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
                "{\"deviceId\":\"device-1\",\"etag\":\"" + etag + "\",\"status\":\"" + status + "\"," + REST + "}");
    }

    private Optional<SeenIdentity> find() throws HubFailure {
        return registry.find(fixture.linked(), DEVICE, TIMEOUT);
    }

    private SeenIdentity seen() throws Exception {
        fixture.hub().then(identity("AAE=", "enabled"));
        SeenIdentity seen = find().orElseThrow();
        Seen unused = fixture.hub().next();
        return seen;
    }

    @Test
    @DisplayName("an identity is seen with its version and status; one that is not there is not")
    void found() throws Exception {
        fixture.hub().then(identity("AAE=", "enabled"), identity("AAI=", "disabled"), Reply.status(404));

        SeenIdentity enabled = find().orElseThrow();
        assertEquals(new Etag("AAE="), enabled.etag());
        assertTrue(enabled.enabled());
        assertFalse(find().orElseThrow().enabled());
        assertEquals(Optional.empty(), find());
        assertFalse(enabled.toString().contains("cA=="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\\"b", "a b", "\\u000d\\u000aX: planted", "\\u00e9"})
    @DisplayName("an etag that no header can carry is no answer")
    void etag(String etag) {
        fixture.hub().then(identity(etag, "enabled"));

        HubFailure failure = assertThrows(HubFailure.class, this::find);
        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains("planted"));
    }

    @Test
    @DisplayName("only the version seen is deleted: 412 is a newer one, 404 is none")
    void delete() throws Exception {
        SeenIdentity seen = seen();
        fixture.hub().then(Reply.status(204), Reply.status(412), Reply.status(404));

        assertTrue(registry.delete(fixture.linked(), seen, TIMEOUT));
        assertFalse(registry.delete(fixture.linked(), seen, TIMEOUT));
        assertTrue(registry.delete(fixture.linked(), seen, TIMEOUT));

        Seen call = fixture.hub().next();
        assertEquals("DELETE /devices/device-1?api-version=2021-04-12 HTTP/1.1", call.line());
        assertEquals("\"AAE=\"", call.headers().get("if-match"));
    }

    @Test
    @DisplayName("only the version seen is disabled, and nothing else of it changes")
    void disable() throws Exception {
        SeenIdentity seen = seen();
        fixture.hub().then(DONE, refused("PreconditionFailed"), refused("DeviceNotFound"));

        assertTrue(registry.disable(fixture.linked(), seen, TIMEOUT));
        assertFalse(registry.disable(fixture.linked(), seen, TIMEOUT));
        assertTrue(registry.disable(fixture.linked(), seen, TIMEOUT));

        assertEquals(
                "[{\"id\":\"device-1\",\"eTag\":\"AAE=\",\"importMode\":\"updateIfMatchETag\",\"status\":\"disabled\","
                        + REST + "}]",
                fixture.hub().next().body());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 401})
    @DisplayName("any other refusal is told by its kind")
    void refusal(int status) throws Exception {
        SeenIdentity seen = seen();
        fixture.hub().then(Reply.status(status));

        HubFailure failure = assertThrows(HubFailure.class, () -> registry.delete(fixture.linked(), seen, TIMEOUT));
        assertEquals(
                status == 429 ? Kind.THROTTLED : status == 401 ? Kind.UNAUTHORIZED : Kind.UNAVAILABLE, failure.kind());
    }

    private static Reply refused(String code) {
        return Reply.json(
                400,
                "",
                "{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"device-1\",\"errorCode\":\"" + code + "\"}]}");
    }
}
