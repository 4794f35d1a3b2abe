package io.muster.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X509ConnectionTest {

    // The client logs each refusal as a severe error, and refusals are what is tested here.
    private static final Logger QUIET = Logger.getLogger("io.vertx.mqtt.impl.MqttClientImpl");

    @TempDir
    private Path directory;

    private final List<MqttClient> connected = new ArrayList<>();
    private HubFixture hub;
    private Vertx vertx;
    private LocalAuthority authority;
    private KeyStoreFile certificate;

    @BeforeEach
    void start() throws Exception {
        QUIET.setLevel(Level.OFF);
        hub = HubFixture.start(directory);
        vertx = Vertx.vertx();
        authority = LocalAuthority.open(directory.resolve("devices"), Clock.systemUTC());
        certificate = authority.issueServer("d1", List.of("d1"), List.of());
    }

    @AfterEach
    void stop() throws Exception {
        for (MqttClient client : connected) {
            client.disconnect().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        hub.close();
    }

    private void create(String id, String authentication) throws Exception {
        String body = "{\"deviceId\":\"" + id + "\",\"authentication\":" + authentication + "}";
        assertEquals(200, hub.call("PUT", "/devices/" + id, body).statusCode());
    }

    private static String selfSigned(String primary, String secondary) {
        return "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"" + primary
                + "\",\"secondaryThumbprint\":\"" + secondary + "\"}}";
    }

    private String thumbprint(String digest) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.path())) {
            store.load(in, certificate.password().toCharArray());
        }
        byte[] own = store.getCertificate(store.aliases().nextElement()).getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(own));
    }

    private void connect(String id) throws Exception {
        MqttClientOptions options = new MqttClientOptions()
                .setClientId(id)
                .setUsername(HubFixture.HOST + "/" + id + "/?api-version=2021-04-12")
                .setCleanSession(false);
        options.setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
        options.setKeyCertOptions(
                new PfxOptions().setPath(certificate.path().toString()).setPassword(certificate.password()));
        MqttClient client = MqttClient.create(vertx, options);
        client.connect(hub.mqttPort(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        connected.add(client);
    }

    private void assertRefused(String id) {
        ExecutionException refusal = assertThrows(ExecutionException.class, () -> connect(id));
        MqttConnectionException connack = assertInstanceOf(MqttConnectionException.class, refusal.getCause());
        assertEquals(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, connack.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    @DisplayName("2.29 a certificate with either thumbprint, of either length and in either case, connects")
    void thumbprints(String digest) throws Exception {
        String other = "0".repeat(40);
        create("d1", selfSigned(thumbprint(digest), other));
        create("d2", selfSigned(other, thumbprint(digest).toUpperCase(Locale.ROOT)));

        connect("d1");
        connect("d2");

        assertEquals("[\"d1\",\"d2\"]", hub.admin("GET", "/connections", "").body());
    }

    @Test
    @DisplayName("another thumbprint, a disabled device and one with keys are not authorised by a certificate")
    void wrongThumbprint() throws Exception {
        create("other", selfSigned("0".repeat(40), ""));
        hub.createDevice("keys");
        hub.call(
                "PUT",
                "/devices/off",
                "{\"deviceId\":\"off\",\"status\":\"disabled\",\"authentication\":"
                        + selfSigned(thumbprint("SHA-1"), "") + "}");

        for (String id : List.of("other", "keys", "off", "nobody")) {
            assertRefused(id);
        }
    }

    @Test
    @DisplayName("a certificate below a known authority connects the device of its common name, and no other")
    void authority() throws Exception {
        create("d1", "{\"type\":\"certificateAuthority\"}");
        create("d2", "{\"type\":\"certificateAuthority\"}");
        assertRefused("d1");

        assertEquals(
                204,
                hub.admin("PUT", "/authorities", Files.readString(authority.caFile()))
                        .statusCode());

        connect("d1");
        assertRefused("d2");
        LocalAuthority stranger = LocalAuthority.open(directory.resolve("stranger"), Clock.systemUTC());
        certificate = stranger.issueServer("d1", List.of("d1"), List.of());
        assertRefused("d1");
        assertEquals(400, hub.admin("PUT", "/authorities", "no certificate").statusCode());
    }
}
