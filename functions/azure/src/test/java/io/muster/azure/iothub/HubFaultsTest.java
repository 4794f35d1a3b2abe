package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static io.muster.azure.iothub.HubFixture.identity;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.identity.DeviceId;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HubFaultsTest {
    private static final String QUOTED =
            "{\"Message\":\"{\\\"errorCode\\\":404001,\\\"message\\\":\\\"planted-secret\\\"}\",\"ExceptionMessage\":\"x\"}";
    private static final String PLAIN = "{\"Message\":\"ErrorCode:ThrottlingException;planted-secret\"}";

    private final HubFixture fixture = new HubFixture();
    private final IotHubRegistry registry = HubFixture.registry(true);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private HubFailure failure(Duration timeout) {
        return assertThrows(
                HubFailure.class, () -> registry.write(fixture.linked(), identity("device-1"), false, timeout));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Reply.json(429, "Retry-After: 7\r\n", PLAIN), Kind.THROTTLED, 7, "ThrottlingException"),
                Arguments.of(Reply.json(429, "", ""), Kind.THROTTLED, -1, "429"),
                Arguments.of(Reply.json(503, "Retry-After: 99999\r\n", ""), Kind.UNAVAILABLE, 3600, "503"),
                Arguments.of(
                        Reply.json(500, "Retry-After: Mon, 23 Nov 2026 12:00:30 GMT\r\n", ""),
                        Kind.UNAVAILABLE,
                        30,
                        "500"),
                Arguments.of(Reply.json(408, "", ""), Kind.UNAVAILABLE, -1, "408"),
                Arguments.of(Reply.json(401, "", ""), Kind.UNAUTHORIZED, -1, "401: the hub's key was probably rotated"),
                Arguments.of(Reply.json(412, "", ""), Kind.UNAVAILABLE, -1, "412"),
                Arguments.of(
                        Reply.json(403, "iothub-errorcode: IotHubUnauthorized\r\n", ""),
                        Kind.UNAUTHORIZED,
                        -1,
                        "IotHubUnauthorized"),
                Arguments.of(
                        Reply.json(403, "iothub-errorcode: TooManyDevices\r\n", ""), Kind.FULL, -1, "TooManyDevices"),
                Arguments.of(
                        Reply.json(403, "", "{\"Message\":\"{\\\"errorCode\\\":413002}\"}"), Kind.FULL, -1, "413002"),
                Arguments.of(Reply.json(400, "Retry-After: 7\r\n", QUOTED), Kind.REJECTED, -1, "404001"),
                Arguments.of(Reply.json(404, "", "<html>"), Kind.REJECTED, -1, "404"),
                Arguments.of(Reply.json(307, "Location: https://127.0.0.1:1/\r\n", ""), Kind.REJECTED, -1, "307"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("each refusal is told by its kind, its delay and its code, and by nothing else of the answer (3.11)")
    void refusal(Reply reply, Kind kind, int retryAfterSeconds, String named) {
        fixture.hub().then(reply);

        HubFailure failure = failure(TIMEOUT);

        assertEquals(kind, failure.kind());
        assertEquals(
                retryAfterSeconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(retryAfterSeconds)),
                failure.retryAfter());
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("hub-1.local") && message.contains("create identity"), message);
        assertTrue(message.contains(named), message);
        assertFalse(message.contains("planted-secret") || message.contains("SharedAccessSignature"), message);
    }

    @Test
    @DisplayName("a connection dropped before the answer is tried once more, as kept connections die unnoticed")
    void droppedOnce() throws Exception {
        fixture.hub().then(Reply.dropped(), Reply.status(200));

        assertEquals(Written.CREATED, registry.write(fixture.linked(), identity("device-1"), false, TIMEOUT));
    }

    @Test
    @DisplayName("a hub that drops every connection is unavailable, after two tries")
    void droppedAlways() {
        fixture.hub().then(Reply.dropped(), Reply.dropped(), Reply.dropped());

        assertEquals(Kind.UNAVAILABLE, failure(TIMEOUT).kind());

        fixture.hub().next();
        fixture.hub().next();
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("an answer cut short is no answer, and is not asked for again at once")
    void truncated() {
        fixture.hub().then(Reply.truncated("{\"deviceId\":\"device-1\""));

        assertEquals(Kind.UNAVAILABLE, failure(TIMEOUT).kind());

        fixture.hub().next();
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("a hub that stays silent, before or inside its answer, costs no more than the timeout")
    void silence() {
        fixture.hub().then(Reply.silence(), Reply.stalled());

        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            HubFailure failure = failure(Duration.ofMillis(700));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertEquals(Kind.UNAVAILABLE, failure.kind());
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
            assertTrue(String.valueOf(failure.getMessage()).contains("no answer in time"));
        }
    }

    @Test
    @DisplayName("the timeout holds for both requests together")
    void sharedTimeout() {
        fixture.hub().then(Reply.status(409), Reply.silence());
        long start = System.nanoTime();

        assertEquals(Kind.UNAVAILABLE, failure(Duration.ofSeconds(1)).kind());

        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(5)) < 0);
    }

    @Test
    @DisplayName("an answer of 5 MB is given up")
    void endless() {
        fixture.hub().then(Reply.json(200, "", " ".repeat(5 << 20)));

        assertEquals(Kind.UNAVAILABLE, failure(TIMEOUT).kind());
    }

    @Test
    @DisplayName("nobody listening is unavailable")
    void refusedConnection() throws Exception {
        var hub = fixture.linked();
        fixture.close();

        HubFailure failure =
                assertThrows(HubFailure.class, () -> registry.delete(hub, new DeviceId("device-1"), TIMEOUT));

        assertEquals(Kind.UNAVAILABLE, failure.kind());
    }

    @Test
    @DisplayName("a twin that is no JSON object is unavailable and is not echoed")
    void brokenTwin() {
        fixture.hub().then(Reply.json(200, "", "[\"planted-secret\"]"));

        HubFailure failure = assertThrows(
                HubFailure.class, () -> registry.twin(fixture.linked(), new DeviceId("device-1"), TIMEOUT));

        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains("planted-secret"));
    }
}
