package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.EdgeProtocol;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("MQTT 3.1.1 over TLS")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttTest {
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard().withHold(Duration.ZERO), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @BeforeEach
    void answersAssigning() throws Exception {
        app.answers(response -> json(response, 202, "{\"operationId\":\"4.x\",\"status\":\"assigning\"}"));
        app.forget();
    }

    @Test
    @DisplayName("19, 20: the token is proven at CONNECT; PUBACK precedes the answer, whose topic starts with $rid")
    void registers() throws Exception {
        try (MqttClient client = connected()) {
            client.begin("SharedAccessSignature sr=x");
            StubApp.Seen proof = app.next();
            assertEquals("POST", proof.method());
            assertEquals("/0ne1/registrations/dev-1?api-version=2019-03-31", proof.uri());
            assertEquals("SharedAccessSignature sr=x", proof.headers().get("Authorization"));

            client.send(MqttPackets.register("a-1", 1, 7, "{\"registrationId\":\"dev-1\"}"));

            client.expect(0x40, 0, 7);
            MqttClient.Message answer = client.message();
            assertEquals("$dps/registrations/res/202/?$rid=a-1&retry-after=3", answer.topic());
            assertEquals(1, answer.qos());
            assertEquals("{\"operationId\":\"4.x\",\"status\":\"assigning\"}", answer.payload());
            StubApp.Seen register = app.next();
            assertEquals("PUT", register.method());
            assertEquals("/0ne1/registrations/dev-1/register?api-version=2019-03-31", register.uri());
            assertEquals("SharedAccessSignature sr=x", register.headers().get("Authorization"));
            assertEquals("{\"registrationId\":\"dev-1\"}", register.body().toString());
            assertEquals(EdgeProtocol.MQTT, register.claims().protocol());
            assertEquals("127.0.0.1", register.claims().clientAddress());
            assertTrue(register.claims().chain().isEmpty());
        }
    }

    @Test
    @DisplayName("23: a poll carries the operation id, whatever its payload; a register may be empty")
    void polls() throws Exception {
        try (MqttClient client = begun()) {
            app.answers(response -> json(response, 200, "{\"status\":\"assigned\"}"));
            client.send(MqttPackets.poll("2", "4.a%2Bb", 0, 0));
            assertEquals(
                    "$dps/registrations/res/200/?$rid=2&retry-after=3",
                    client.message().topic());
            StubApp.Seen poll = app.next();
            assertEquals("GET", poll.method());
            assertEquals("/0ne1/registrations/dev-1/operations/4.a%2Bb?api-version=2019-03-31", poll.uri());
            assertEquals(0, poll.body().length());

            client.send(MqttPackets.register("3", 0, 0, ""));
            client.message();
            assertEquals(0, app.next().body().length());
        }
    }

    @Test
    @DisplayName("11.3, 11.8: one filter is granted, with QoS 1 at most; others are refused")
    void subscriptions() throws Exception {
        try (MqttClient client = begun()) {
            client.send(MqttPackets.subscribe(2, MqttPackets.RESPONSES, 2));
            client.expect(0x90, 0, 2, 1);
            client.send(MqttPackets.subscribe(3, "#", 0));
            client.expect(0x90, 0, 3, 0x80);
            client.send(MqttPackets.subscribe(4, MqttPackets.RESPONSES, 0));
            client.expect(0x90, 0, 4, 0);
            client.send(MqttPackets.register("q0", 0, 0, "{}"));
            assertEquals(0, client.message().qos());
            client.send(MqttPackets.unsubscribe(5, MqttPackets.RESPONSES));
            client.expect(0xb0, 0, 5);
            client.send(MqttPackets.ping());
            client.expect(0xd0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$dps/registrations/PUT/iotdps-register/",
                "$dps/registrations/PUT/iotdps-register/?rid=x",
                "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=x",
                "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=x&operationId=%zz",
                "$dps/registrations/POST/iotdps-register/?$rid=x"
            })
    @DisplayName("seams 3: a request that is none is answered with 400 and JSON")
    void malformedRequests(String topic) throws Exception {
        try (MqttClient client = begun()) {
            client.send(MqttPackets.publish(topic, 0, 0, "{}"));
            MqttClient.Message answer = client.message();
            assertTrue(answer.topic().startsWith("$dps/registrations/res/400/?$rid="), answer.topic());
            assertTrue(answer.payload().startsWith("{\"errorCode\":400004,"), answer.payload());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices/dev-1/messages/events/", "$iothub/twin/GET/?$rid=1", "$dps/other"})
    @DisplayName("11.3: a message to any other topic ends the connection")
    void foreignTopics(String topic) throws Exception {
        try (MqttClient client = begun()) {
            client.send(MqttPackets.publish(topic, 0, 0, "{}"));
            assertTrue(client.isClosedByGateway());
        }
    }

    @Test
    @DisplayName("21: the payload is JSON for every status, also where something in between answers in HTML")
    void errors() throws Exception {
        try (MqttClient client = begun()) {
            app.answers(response -> json(response.putHeader("Retry-After", "9"), 429, "{\"errorCode\":429001}"));
            client.send(MqttPackets.register("1", 0, 0, "{}"));
            MqttClient.Message throttled = client.message();
            assertEquals("$dps/registrations/res/429/?$rid=1&retry-after=9", throttled.topic());
            assertEquals("{\"errorCode\":429001}", throttled.payload());

            app.answers(response -> response.setStatusCode(502).end("<html>"));
            client.send(MqttPackets.register("2", 0, 0, "{}"));
            MqttClient.Message broken = client.message();
            assertEquals("$dps/registrations/res/502/?$rid=2&retry-after=3", broken.topic());
            assertTrue(broken.payload().startsWith("{\"errorCode\":502000,"), broken.payload());

            client.send(MqttPackets.publish("$dps/registrations/PUT/iotdps-register/?$rid=3", 0, 0, "\ufeff{}"));
            assertEquals("$dps/registrations/res/400/?$rid=3", client.message().topic());
        }
    }

    @Test
    @DisplayName("22: each request has one answer, and answers tell by $rid which is whose")
    void severalRequests() throws Exception {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        try (MqttClient client = begun()) {
            app.answers(held::add);
            client.send(
                    MqttPackets.register("1", 0, 0, "{}"), MqttPackets.register("2", 0, 0, "{}"), MqttPackets.ping());
            client.expect(0xd0);
            HttpServerResponse first = held.poll(10, TimeUnit.SECONDS);
            HttpServerResponse second = held.poll(10, TimeUnit.SECONDS);
            json(second, 202, "{\"n\":2}");
            assertEquals("{\"n\":2}", client.message().payload());
            json(first, 202, "{\"n\":1}");
            assertEquals("{\"n\":1}", client.message().payload());
            client.send(MqttPackets.ping());
            client.expect(0xd0);
        }
    }

    @Test
    @DisplayName("what a client sends without waiting is taken in its order, and no faster than the app answers")
    void pipelined() throws Exception {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        List<byte[]> packets = new ArrayList<>();
        packets.add(MqttPackets.connect("dev-1", MqttPackets.USER, "sas"));
        packets.add(MqttPackets.subscribe(1, MqttPackets.RESPONSES, 0));
        for (int i = 0; i < 8; i++) {
            packets.add(MqttPackets.register("r" + i, 0, 0, "{}"));
        }
        app.answers(held::add);
        try (MqttClient client = connected()) {
            client.send(joined(packets));
            json(held.poll(10, TimeUnit.SECONDS), 200, "{}");
            assertEquals(0, client.connectAnswer());
            client.expect(0x90, 0, 1, 0);
            Set<String> topics = new TreeSet<>();
            for (int i = 0; i < 8; i++) {
                Await.until("requests to be forwarded", () -> !held.isEmpty());
                assertTrue(held.size() <= 4, "no more at once than one connection may have");
                json(held.poll(10, TimeUnit.SECONDS), 202, "{}");
                topics.add(client.message().topic());
            }
            // Which of those on their way at once arrives first is the network's to decide.
            assertEquals(8, topics.size(), topics::toString);
            assertTrue(topics.contains("$dps/registrations/res/202/?$rid=r7&retry-after=3"), topics::toString);
        }
    }

    @Test
    @DisplayName("DISCONNECT ends the connection, and a request whose client is gone is given up")
    void clientLeaves() throws Exception {
        BlockingQueue<HttpServerResponse> held = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> givenUp = new LinkedBlockingQueue<>();
        try (MqttClient client = begun()) {
            app.answers(response -> {
                response.closeHandler(gone -> givenUp.add(true));
                held.add(response);
            });
            client.send(MqttPackets.register("1", 0, 0, "{}"));
            held.take();
            client.send(MqttPackets.disconnect());
            assertTrue(client.isClosedByGateway());
        }
        assertEquals(true, givenUp.poll(10, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("seams 13: a certificate is forwarded whole; with it CONNECT needs no token and asks nobody")
    void certificate() throws Exception {
        CertificateForge.Credential device = CertificateForge.chainOf(3, "dev-1");
        SwitchableKeys keys = new SwitchableKeys();
        keys.show(device);
        TestClient shows = gateway.client().with(keys).toPort(gateway.mqttPort());
        try (MqttClient client = MqttClient.on(shows.connect())) {
            client.begin("");
            assertEquals(0, app.waiting());
            client.send(MqttPackets.register("1", 1, 2, "{}"));
            client.expect(0x40, 0, 2);
            client.message();
            StubApp.Seen register = app.next();
            assertFalse(register.headers().contains("Authorization"));
            List<byte[]> forwarded = register.claims().chain().der();
            assertEquals(3, forwarded.size());
            assertArrayEquals(device.der().get(0), forwarded.get(0));
            assertArrayEquals(device.der().get(2), forwarded.get(2));
        }
    }

    private MqttClient begun() throws Exception {
        MqttClient client = connected().begin("sas");
        app.next();
        return client;
    }

    private MqttClient connected() throws Exception {
        return MqttClient.on(gateway.client().toPort(gateway.mqttPort()).connect());
    }

    private static void json(HttpServerResponse response, int status, String body) {
        if (!response.headers().contains("Retry-After") && status < 300) {
            response.putHeader("Retry-After", "3");
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body);
    }

    private static byte[] joined(List<byte[]> packets) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.write(packet);
        }
        return all.toByteArray();
    }
}
