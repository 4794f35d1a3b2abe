package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static io.muster.azure.iothub.HubFixture.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.iothub.ScriptedHub.Seen;
import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.NewIdentity;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubBulkTest {
    private static final String DONE = "{\"isSuccessful\":true,\"errors\":[],\"warnings\":[]}";

    private final HubFixture fixture = new HubFixture();
    private final IotHubRegistry registry = HubFixture.registry(true);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static NewIdentity plain(String id) {
        return new NewIdentity(identity(id), Optional.empty());
    }

    private BulkResult write(NewIdentity... identities) throws HubFailure {
        return registry.writeAll(fixture.linked(), List.of(identities), TIMEOUT);
    }

    private static Reply refused(int status, String errors) {
        return Reply.json(
                status,
                "iothub-errorcode: BulkRegistryOperationFailure\r\n",
                "{\"isSuccessful\":false,\"errors\":[" + errors + "],\"warnings\":[]}");
    }

    @Test
    @DisplayName("identities go out in one POST, each with its keys, its Edge flag and, where given, its initial twin")
    void oneRequest() throws Exception {
        fixture.hub().then(Reply.json(200, "", DONE));
        HubTwin twin = new HubTwin(new JsonText("{\"t\":1}"), new JsonText("{\"d\":2}"));

        BulkResult result = write(plain("a"), new NewIdentity(identity("b"), Optional.of(twin)));

        assertEquals(Map.of(), result.refused());
        Seen seen = fixture.hub().next();
        assertEquals("POST /devices?api-version=2021-04-12 HTTP/1.1", seen.line());
        String members = "{\"status\":\"enabled\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":"
                + "{\"primaryKey\":\"cHJpbWFyeSBrZXkgMDEyMw==\",\"secondaryKey\":\"c2Vjb25kYXJ5IGtleSA0NQ==\"}},"
                + "\"capabilities\":{\"iotEdge\":true},\"id\":\"%s\",\"importMode\":\"create\"%s}";
        assertEquals(
                "[" + members.formatted("a", "") + ","
                        + members.formatted("b", ",\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"d\":2}}")
                        + "]",
                seen.body());
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"ThrottlingException\"', THROTTLED",
        "429001, THROTTLED",
        "'\"TooManyDevices\"', FULL",
        "413002, FULL",
        "'\"IotHubUnauthorizedAccess\"', UNAUTHORIZED",
        "'\"ServerError\"', UNAVAILABLE",
        "503001, UNAVAILABLE",
        "'\"PreconditionFailed\"', UNAVAILABLE",
        "'\"ArgumentInvalid\"', REJECTED",
        "'\"planted secret, no code\"', REJECTED",
        "null, REJECTED",
    })
    @DisplayName(
            "a device that is refused is told by its kind, by name or number, under 200 or 400; the others are written")
    void someRefused(String code, Kind kind) throws Exception {
        String error = "{\"deviceId\":\"b\",\"errorCode\":" + code + ",\"errorStatus\":\"planted secret\"}";
        for (int status : new int[] {200, 400}) {
            fixture.hub().then(refused(status, error));

            Map<DeviceId, HubFailure> refused = write(plain("a"), plain("b")).refused();

            assertEquals(Set.of(new DeviceId("b")), refused.keySet());
            HubFailure failure = refused.values().iterator().next();
            assertEquals(kind, failure.kind());
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.startsWith("hub hub-1.local: bulk write refused"), message);
            assertFalse(message.contains("planted"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"DeviceAlreadyExists\"", "409001"})
    @DisplayName("what is there already is overwritten in a second request, and its twin merged in a third")
    void overwrites(String code) throws Exception {
        String error = "{\"deviceId\":\"%s\",\"errorCode\":" + code + "}";
        fixture.hub()
                .then(
                        refused(400, error.formatted("b") + "," + error.formatted("c")),
                        refused(400, "{\"deviceId\":\"c\",\"errorCode\":\"DeviceNotFound\"}"),
                        Reply.json(200, "", DONE));
        HubTwin twin = new HubTwin(new JsonText("{\"t\":1}"), new JsonText("{}"));

        Map<DeviceId, HubFailure> refused = write(
                        plain("a"), new NewIdentity(identity("b"), Optional.of(twin)), plain("c"))
                .refused();

        assertEquals(Set.of(new DeviceId("c")), refused.keySet());
        assertEquals(Kind.UNAVAILABLE, refused.values().iterator().next().kind());
        fixture.hub().next();
        String second = fixture.hub().next().body();
        assertTrue(second.contains("\"id\":\"b\",\"importMode\":\"update\"}"), second);
        assertFalse(second.contains("\"id\":\"a\"") || second.contains("tags"), second);
        assertEquals(
                "[{\"id\":\"b\",\"importMode\":\"updateTwin\",\"tags\":{\"t\":1},\"properties\":{\"desired\":{}}}]",
                fixture.hub().next().body());
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("a request that is refused as a whole is a failure with the hub's delay (3.11)")
    void wholeRefused() {
        fixture.hub()
                .then(
                        Reply.json(429, "Retry-After: 7\r\n", "{\"Message\":\"ErrorCode:ThrottlingException\"}"),
                        Reply.json(400, "", "{\"Message\":\"ErrorCode:ArgumentInvalid;planted\"}"),
                        Reply.status(401),
                        Reply.json(403, "iothub-errorcode: TooManyDevices\r\n", ""));

        HubFailure throttled = failure();
        assertEquals(Kind.THROTTLED, throttled.kind());
        assertEquals(Optional.of(Duration.ofSeconds(7)), throttled.retryAfter());
        assertEquals(Kind.REJECTED, failure().kind());
        assertEquals(Kind.UNAUTHORIZED, failure().kind());
        assertEquals(Kind.FULL, failure().kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"isSuccessful\":true,\"errors\":[",
                "<html>planted</html>",
                "{\"planted\":1}",
                "{\"isSuccessful\":false,\"errors\":[]}",
                "{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"planted\",\"errorCode\":1}]}"
            })
    @DisplayName("an answer that does not tell who was refused counts as none: nobody is taken for written")
    void unreadable(String body) {
        fixture.hub().then(Reply.json(200, "", body));

        HubFailure failure = failure();

        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains("planted"));
    }

    private HubFailure failure() {
        return assertThrows(HubFailure.class, () -> write(plain("a")));
    }

    @Test
    @DisplayName("nothing to write is no request; an id of dots only is refused without one")
    void nothingToSend() throws Exception {
        assertEquals(Map.of(), write().refused());
        assertEquals(
                Kind.REJECTED,
                write(plain("..")).refused().values().iterator().next().kind());
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("more than a hub takes at once, or one device twice, is the caller's mistake")
    void misuse() {
        List<NewIdentity> tooMany =
                IntStream.range(0, 101).mapToObj(i -> plain("d" + i)).toList();
        List<NewIdentity> twice = Collections.nCopies(2, plain("a"));

        assertThrows(IllegalArgumentException.class, () -> registry.writeAll(fixture.linked(), tooMany, TIMEOUT));
        assertThrows(IllegalArgumentException.class, () -> registry.writeAll(fixture.linked(), twice, TIMEOUT));
        assertEquals(0, fixture.hub().requestsLeft());
    }
}
