package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("Issue 7.5: the answer to a register waits for the end of its assignment, within a budget")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldTest {
    private static final String ASSIGNING = "{\"operationId\":\"4.x\",\"status\":\"assigning\"}";
    private static final String ASSIGNED = "{\"operationId\":\"4.x\",\"status\":\"assigned\"}";

    private final BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard().withHold(Duration.ofMillis(2_500)), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @BeforeEach
    void forget() {
        app.forget();
    }

    @Test
    @DisplayName("clients.md 1: the first answer is 202 and assigned, after a look-up that the gateway made")
    void waits() throws Exception {
        try (MqttClient client = registering()) {
            answer(202, ASSIGNING);
            StubApp.Seen look = app.next();
            assertEquals("/0ne1/registrations/dev-1/operations/4.x?api-version=2019-03-31", look.uri());
            assertEquals("sas", look.headers().get("Authorization"));
            answer(200, ASSIGNED);

            MqttClient.Message told = client.message();
            assertEquals("$dps/registrations/res/202/?$rid=1&retry-after=3", told.topic());
            assertEquals(ASSIGNED, told.payload());
        }
    }

    @Test
    @DisplayName("past the budget the device gets the first answer, though a look-up hangs, and polls by itself")
    void budget() throws Exception {
        try (MqttClient client = registering()) {
            answer(202, ASSIGNING);
            app.next();
            BlockingQueue<Boolean> givenUp = new LinkedBlockingQueue<>();
            held.take().closeHandler(gone -> givenUp.add(true));

            assertEquals(ASSIGNING, client.message().payload());
            assertEquals(true, givenUp.poll(10, TimeUnit.SECONDS), "nobody waits for it any more");
            client.send(MqttPackets.poll("2", "4.x", 0, 0));
            app.next();
            answer(200, ASSIGNED);
            assertEquals(
                    "$dps/registrations/res/200/?$rid=2&retry-after=3",
                    client.message().topic());
        }
    }

    @Test
    @DisplayName("a look-up that fails is not the device's: it gets the first answer")
    void failedLook() throws Exception {
        try (MqttClient client = registering()) {
            answer(202, ASSIGNING);
            app.next();
            answer(429, "{\"errorCode\":429001}");

            assertEquals(ASSIGNING, client.message().payload());
        }
    }

    @Test
    @DisplayName("what is no open operation is not waited for")
    void nothingToWaitFor() throws Exception {
        for (String body : new String[] {ASSIGNED, "{\"status\":\"assigning\"}", "[]", "\"assigning\"", "{"}) {
            try (MqttClient client = registering()) {
                answer(202, body);
                assertEquals(body, client.message().payload());
            }
        }
        assertEquals(0, app.waiting());
    }

    @Test
    @DisplayName("nobody asks for a client that is gone")
    void clientGone() throws Exception {
        try (MqttClient client = registering()) {
            answer(202, ASSIGNING);
            client.send(MqttPackets.disconnect());
            assertTrue(client.isClosedByGateway());
        }
        try (MqttClient client = registering()) {
            // Its register is the next the app hears of, a second or two later than the look-up would have come.
            answer(202, ASSIGNING);
            assertEquals("GET", app.next().method());
            answer(200, ASSIGNED);
            assertEquals(ASSIGNED, client.message().payload());
        }
        assertEquals(0, app.waiting());
    }

    /** A client whose register has reached the app. */
    private MqttClient registering() throws Exception {
        app.answers(response -> json(response, 200, "{}"));
        MqttClient client =
                MqttClient.on(gateway.client().toPort(gateway.mqttPort()).connect());
        client.begin("sas");
        app.next();
        app.answers(held::add);
        client.send(MqttPackets.register("1", 0, 0, "{}"));
        assertEquals("PUT", app.next().method());
        return client;
    }

    private void answer(int status, String body) throws InterruptedException {
        json(held.take(), status, body);
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Retry-After", "3")
                .end(body);
    }
}
