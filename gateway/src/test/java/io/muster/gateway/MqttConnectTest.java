package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("MQTT 3.1.1: what a CONNECT is told")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttConnectTest {
    private StubApp app;
    private TestGateway gateway;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @BeforeEach
    void knowsTheDevice() {
        app.answers(response -> json(response, 200, "{\"status\":\"assigned\"}"));
        app.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 401002, 5",
        "403, 403000, 5",
        "404, 404208, 4",
        "404, 404202, 0",
        "200, 0, 0",
        "400, 400004, 0",
        "429, 429001, 3",
        "500, 500000, 3",
        "503, 503001, 3"
    })
    @DisplayName("24, seams 3: bad credentials are refused in CONNACK, not with a dropped socket")
    void connectAnswers(int status, int code, int connack) throws Exception {
        app.answers(response -> {
            response.putHeader("x-ms-error-code", Integer.toString(code));
            json(response, status, "{\"errorCode\":" + code + "}");
        });
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("dev-1", MqttPackets.USER, "sas"));
            assertEquals(connack, client.connectAnswer());
            if (connack > 0) {
                assertTrue(client.isClosedByGateway());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev-1",
                "0ne1/registrations/dev-1",
                "0ne1/registrations/dev-1/",
                "0ne1/registrations/dev-1/api-version=",
                "0ne1/devices/dev-1/api-version=2019-03-31",
                "/registrations/dev-1/api-version=2019-03-31",
                "0ne1/registrations//api-version=2019-03-31"
            })
    @DisplayName("11.2: a user name of another form is CONNACK 4, and the app is not asked")
    void userNames(String user) throws Exception {
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("dev-1", user, user.isEmpty() ? "" : "sas"));
            assertEquals(4, client.connectAnswer());
            assertTrue(client.isClosedByGateway());
        }
        assertEquals(0, app.waiting());
    }

    @Test
    @DisplayName("11.2: the client id is the registration id, without regard to case")
    void clientIds() throws Exception {
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("DEV-1", MqttPackets.USER, "sas"));
            assertEquals(0, client.connectAnswer());
        }
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect("dev-2", MqttPackets.USER, "sas"));
            assertEquals(2, client.connectAnswer());
            assertTrue(client.isClosedByGateway());
        }
    }

    @ParameterizedTest
    @CsvSource({"MQTT, 5, 1", "MQIsdp, 3, 1", "MQTT, 3, 1"})
    @DisplayName("11.1: other versions are told so")
    void versions(String protocol, int level, int connack) throws Exception {
        try (MqttClient client = connected()) {
            client.send(MqttPackets.connect(protocol, level, 2, 60, "dev-1", MqttPackets.USER, "sas"));
            assertEquals(connack, client.connectAnswer());
            assertTrue(client.isClosedByGateway());
        }
    }

    private MqttClient connected() throws Exception {
        return MqttClient.on(gateway.client().toPort(gateway.mqttPort()).connect());
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body);
    }
}
