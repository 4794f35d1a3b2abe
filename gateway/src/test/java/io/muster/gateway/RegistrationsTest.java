package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.ClientChain;
import io.muster.core.edge.EdgeHeader;
import io.muster.core.edge.EdgeProtocol;
import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.registration.Device;
import io.muster.gateway.registration.Peer;
import io.muster.gateway.registration.PendingAnswer;
import io.muster.gateway.registration.RegistrationAnswer;
import io.muster.gateway.registration.Registrations;
import io.muster.gateway.upstream.Instance;
import io.muster.gateway.upstream.Instances;
import io.muster.gateway.upstream.TraceDraw;
import io.muster.gateway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calls of the device API on behalf of other protocols")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationsTest {
    private static final byte[] NOTHING = {};

    private Vertx vertx;
    private StubApp app;
    private Registrations registrations;

    @BeforeAll
    void start() throws Exception {
        vertx = Vertx.vertx();
        app = StubApp.start();
        registrations = to(app.port());
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        Await.result(vertx.close());
    }

    @Test
    @DisplayName("seams 2: a register carries token, body and an edge header that names the protocol and the client")
    void register() throws Exception {
        app.answers(response -> response.setStatusCode(202)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Retry-After", "3")
                .end("{}"));

        RegistrationAnswer answer =
                done(registrations.register(device("0ne1", "a:b").with("sas"), bytes("{\"a\":1}")));

        StubApp.Seen seen = app.next();
        assertEquals("PUT", seen.method());
        assertEquals("/0ne1/registrations/a%3Ab/register?api-version=2019-03-31", seen.uri());
        assertEquals("{\"a\":1}", seen.body().toString());
        assertEquals("sas", seen.headers().get("Authorization"));
        assertEquals("application/json; charset=utf-8", seen.headers().get("Content-Type"));
        assertEquals("GENUINE", seen.verdict());
        assertEquals(EdgeProtocol.MQTT, seen.claims().protocol());
        assertEquals("127.0.0.9", seen.claims().clientAddress());
        assertEquals("dps.example", seen.claims().hostName());
        assertEquals(202, answer.status());
        assertEquals(OptionalInt.of(3), answer.retryAfterSeconds());
        assertFalse(answer.isError());
    }

    @Test
    @DisplayName("a register without a body says that it has none; a look-up and an operation have their own targets")
    void otherCalls() throws Exception {
        app.answers(response -> response.end("{}"));

        done(registrations.register(device("s", "d"), NOTHING));
        assertEquals("0", app.next().headers().get("Content-Length"));
        done(registrations.operation(device("s", "d"), "4.a/b c"));
        StubApp.Seen operation = app.next();
        assertEquals("GET", operation.method());
        assertEquals("/s/registrations/d/operations/4.a%2Fb%20c?api-version=2019-03-31", operation.uri());
        assertFalse(operation.headers().contains("Authorization"));
        done(registrations.state(device("s", "d")));
        StubApp.Seen state = app.next();
        assertEquals("POST", state.method());
        assertEquals("/s/registrations/d?api-version=2019-03-31", state.uri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    @DisplayName("names that would lead to another path are refused here")
    void pathTraversal(String id) throws Exception {
        assertEquals(400, done(registrations.register(device("s", id), NOTHING)).status());
        assertEquals(400, done(registrations.state(device(id, "d"))).status());
        assertEquals(400, done(registrations.operation(device("s", "d"), id)).status());
        assertEquals(0, app.waiting());
    }

    @Test
    @DisplayName("what the app could not read is refused here: bad UTF-8, large bodies, long targets and tokens")
    void refused() throws Exception {
        assertEquals(
                400,
                done(registrations.register(device("s", "d"), new byte[] {(byte) 0xff}))
                        .status());
        assertEquals(
                413,
                done(registrations.register(device("s", "d"), new byte[96 * 1024 + 1]))
                        .status());
        assertEquals(
                414, done(registrations.state(device("s", "d".repeat(2048)))).status());
        assertEquals(
                431,
                done(registrations.state(device("s", "d").with("t".repeat(4097))))
                        .status());
        assertEquals(0, app.waiting());
    }

    @Test
    @DisplayName("a token with control characters stays one header")
    void headerInjection() throws Exception {
        app.answers(response -> response.end("{}"));

        done(registrations.state(device("s", "d").with("sas\r\nx-muster-edge: v1\u00e4")));

        assertEquals("sas??x-muster-edge: v1?", app.next().headers().get("Authorization"));
    }

    @Test
    @DisplayName("no instance is 503 in the contract's form, with a hint when to come again")
    void nobodyThere() throws Exception {
        StubApp gone = StubApp.start();
        gone.close();

        RegistrationAnswer answer = done(to(gone.port()).state(device("s", "d")));

        assertEquals(503, answer.status());
        assertEquals(Refusal.NO_INSTANCE.code(), answer.errorCode());
        assertEquals(OptionalInt.of(3), answer.retryAfterSeconds());
        assertTrue(answer.body().toString().startsWith("{\"errorCode\":503001,"));
    }

    private Registrations to(int port) {
        Instances instances = new Instances(List.of(new Instance("127.0.0.1", port)));
        Upstream upstream = new Upstream(
                vertx, instances, Duration.ofSeconds(2), Duration.ofSeconds(10), new TraceDraw(0, new Random(1)));
        return new Registrations(new EdgeHeader(StubApp.KEYS), upstream, Clock.systemUTC(), 96 * 1024);
    }

    private static Device device(String idScope, String id) {
        Peer peer = new Peer(EdgeProtocol.MQTT, "127.0.0.9", "dps.example", ClientChain.none(), Optional.empty());
        return new Device(peer, idScope, id, "2019-03-31", Optional.empty());
    }

    private static RegistrationAnswer done(PendingAnswer pending) throws Exception {
        return Await.result(pending.answer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
