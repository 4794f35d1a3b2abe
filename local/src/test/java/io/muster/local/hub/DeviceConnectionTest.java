package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.hub.access.SymmetricKey;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceConnectionTest {

    @TempDir
    private Path directory;

    // The client logs each refusal as a severe error, and refusals are what is tested here.
    private static final Logger QUIET = Logger.getLogger("io.vertx.mqtt.impl.MqttClientImpl");

    private final List<Device> devices = new ArrayList<>();
    private HubFixture hub;
    private Vertx vertx;
    private SymmetricKey primary = SymmetricKey.random();
    private SymmetricKey secondary = SymmetricKey.random();

    @BeforeEach
    void start() throws Exception {
        QUIET.setLevel(Level.OFF);
        hub = HubFixture.start(directory);
        vertx = Vertx.vertx();
        JsonNode device = hub.createDevice("d1");
        primary = HubFixture.key(device, "primaryKey");
        secondary = HubFixture.key(device, "secondaryKey");
    }

    @AfterEach
    void stop() throws Exception {
        for (Device device : devices) {
            if (device.client.isConnected()) {
                await(device.client.disconnect());
            }
        }
        await(vertx.close());
        hub.close();
    }

    @Test
    @DisplayName("2.2 either key opens a connection, and what is published is readable with its properties")
    void eitherKeyConnects() throws Exception {
        for (SymmetricKey key : new SymmetricKey[] {primary, secondary}) {
            Device device = connect(key);
            await(device.client.publish(
                    "devices/d1/messages/events/a%20b=c&$.ct=application%2Fjson",
                    Buffer.buffer("{\"t\":1}"), MqttQoS.AT_LEAST_ONCE, false, false));
        }

        JsonNode messages = HubFixture.json(hub.admin("GET", "/telemetry?device=d1&atLeast=2&waitMs=10000", ""));

        assertEquals(2, messages.size());
        assertEquals("{\"t\":1}", messages.at("/0/body").asText());
        assertEquals(
                "{\"a b\":\"c\",\"$.ct\":\"application/json\"}",
                messages.at("/0/properties").toString());
        assertEquals(
                "Connected",
                HubFixture.json(hub.call("GET", "/devices/d1", ""))
                        .path("connectionState")
                        .asText());
    }

    @Test
    @DisplayName("user names are taken as the SDKs and simple clients send them")
    void userNamesAreTolerated() throws Exception {
        for (String tail : new String[] {
            "", "/", "/?api-version=2021-04-12&DeviceClientType=x%2F1", "/api-version=2016-11-14/DeviceClientType=x"
        }) {
            connect("d1", HubFixture.HOST.toUpperCase(Locale.ROOT) + "/d1" + tail, token(primary));
        }
    }

    @Test
    @DisplayName("a wrong key, an expired token, another device's token and a policy's token are not authorised")
    void wrongTokensAreRefused() throws Exception {
        Instant soon = Instant.now().plusSeconds(60);
        for (String wrong : new String[] {
            token(SymmetricKey.random()),
            HubFixture.deviceToken("d1", primary, Instant.now().minusSeconds(1)),
            HubFixture.deviceToken("d2", primary, soon),
            HubFixture.deviceToken("D1", primary, soon),
            HubFixture.token("other.test/devices/d1", primary, soon),
            token(primary) + "&skn=iothubowner",
            HubFixture.serviceToken()
        }) {
            assertRefused(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, "d1", userName("d1"), wrong);
        }
    }

    @Test
    @DisplayName("unknown and disabled devices are not authorised, and cannot be told apart")
    void unknownAndDisabledAreRefused() throws Exception {
        SymmetricKey key = SymmetricKey.random();
        hub.call(
                "PUT",
                "/devices/off",
                "{\"deviceId\":\"off\",\"status\":\"disabled\",\"authentication\":{\"symmetricKey\":"
                        + "{\"primaryKey\":\"" + key.reveal() + "\"}}}");
        Instant soon = Instant.now().plusSeconds(60);
        for (String id : new String[] {"off", "nobody"}) {
            assertRefused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
                    id,
                    userName(id),
                    HubFixture.deviceToken(id, key, soon));
        }
    }

    @Test
    @DisplayName("modules, foreign user names and passwords that are no token are refused")
    void malformedConnectsAreRefused() throws Exception {
        assertRefused(
                MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
                "d1/m1",
                userName("d1/m1"),
                token(primary));
        for (String wrong : new String[] {"d1", "other.test/d1/?api-version=2021-04-12", HubFixture.HOST + "/d1/m1"}) {
            assertRefused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, "d1", wrong, token(primary));
        }
        assertRefused(
                MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, "d1", userName("d1"), "secret");
    }

    @Test
    @DisplayName("a newer connection of a device closes the older one and stays itself")
    void newerConnectionWins() throws Exception {
        Device older = connect(primary);

        Device newer = connect(primary);

        await(older.closed);
        assertTrue(newer.client.isConnected());
        assertEquals("[\"d1\"]", hub.admin("GET", "/connections", "").body());
    }

    @Test
    @DisplayName("disabling or deleting a device, and the end of its token, end its connection")
    void connectionsEnd() throws Exception {
        Device disabled = connect(primary);
        hub.call("PUT", "/devices/d1", "{\"deviceId\":\"d1\",\"status\":\"disabled\"}", "If-Match", "*");
        await(disabled.closed);

        primary = HubFixture.key(hub.createDevice("d2"), "primaryKey");
        Device deleted = connect("d2", userName("d2"), HubFixture.deviceToken("d2", primary, soon()));
        hub.call("DELETE", "/devices/d2", "");
        await(deleted.closed);

        primary = HubFixture.key(hub.createDevice("d3"), "primaryKey");
        String brief = HubFixture.deviceToken("d3", primary, Instant.now().plus(Duration.ofSeconds(2)));
        await(connect("d3", userName("d3"), brief).closed);
    }

    @Test
    @DisplayName("another device's topic, an unknown one and QoS 2 end the connection and record nothing")
    void foreignTopicsEndTheConnection() throws Exception {
        for (String topic :
                new String[] {"devices/d2/messages/events/", "devices/d1/messages/eventsx", "a", "$iothub/twin/GET/"}) {
            Device device = connect(primary);
            device.client.publish(topic, Buffer.buffer("x"), MqttQoS.AT_MOST_ONCE, false, false);
            await(device.closed);
        }
        Device exactlyOnce = connect(primary);
        exactlyOnce.client.publish(
                "devices/d1/messages/events/", Buffer.buffer("x"), MqttQoS.EXACTLY_ONCE, false, false);
        await(exactlyOnce.closed);
        Device eavesdropper = connect(primary);
        eavesdropper.client.subscribe("devices/d2/messages/devicebound/#", 0);
        await(eavesdropper.closed);
        assertEquals("[]", hub.admin("GET", "/telemetry", "").body());
    }

    private Device connect(SymmetricKey key) throws Exception {
        return connect("d1", userName("d1"), token(key));
    }

    private Device connect(String clientId, String userName, String password) throws Exception {
        MqttClientOptions options = new MqttClientOptions()
                .setClientId(clientId)
                .setUsername(userName)
                .setPassword(password)
                .setCleanSession(false);
        // Names and chains are checked by the tests with the vendor's clients.
        options.setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
        Device device = new Device(MqttClient.create(vertx, options));
        devices.add(device);
        await(device.client.connect(hub.mqttPort(), "127.0.0.1"));
        return device;
    }

    private void assertRefused(MqttConnectReturnCode code, String clientId, String userName, String password) {
        ExecutionException refusal =
                assertThrows(ExecutionException.class, () -> connect(clientId, userName, password), password);
        MqttConnectionException connack = assertInstanceOf(MqttConnectionException.class, refusal.getCause());
        assertEquals(code, connack.code(), password);
    }

    private static String userName(String device) {
        return HubFixture.HOST + "/" + device + "/?api-version=2021-04-12";
    }

    private static String token(SymmetricKey key) {
        return HubFixture.deviceToken("d1", key, soon());
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(60);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A client, and the moment its connection ends. */
    private static final class Device {

        private final MqttClient client;
        private final Future<Void> closed;

        Device(MqttClient client) {
            this.client = client;
            Promise<Void> promise = Promise.promise();
            client.closeHandler(promise::tryComplete);
            this.closed = promise.future();
        }
    }
}
