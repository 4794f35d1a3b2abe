package io.muster.conformance.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.azure.http.AddressRules;
import io.muster.azure.http.Egress;
import io.muster.azure.iothub.IotHubRegistry;
import io.muster.azure.keyvault.FixedToken;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubRegistry.TwinWrite;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.Authentication;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.hub.NewIdentity;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.Secret;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.hub.HubOptions;
import io.muster.local.hub.HubServer;
import io.muster.local.hub.access.ServiceCredentials;
import io.muster.local.hub.registry.Journal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IotHubRegistryTest {
    private static final String HOST = "hub1.muster.test";
    private static final String KEY = "cGxhbnRlZC1zZWNyZXQtb2YtMzItYnl0ZXMtaW4tYWxs";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final SharedAccessKey POLICY = new SharedAccessKey("iothubowner", Secret.fromBase64(KEY));

    private final IotHubRegistry registry = new IotHubRegistry(
            clientId -> new FixedToken(Secret.of("identity-token".getBytes(StandardCharsets.UTF_8))),
            true,
            Clock.systemUTC(),
            Egress.over(AddressRules.PUBLIC.withLoopback()));
    private HubServer server;
    private SSLContext trustBefore;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        LocalAuthority authority = LocalAuthority.open(directory, Clock.systemUTC());
        KeyStoreFile keys = authority.issueServer("hub1", List.of(HOST), List.of("127.0.0.1"));
        ServiceCredentials credentials =
                ServiceCredentials.parse("[{\"keyName\":\"iothubowner\",\"key\":\"" + KEY + "\"}]", "identity-token");
        server = HubServer.start(
                new HubOptions(HOST, "127.0.0.1", 0, 0, 0, keys, credentials, Journal.inMemory()), Clock.systemUTC());
        trustBefore = SSLContext.getDefault();
        SSLContext.setDefault(authority.clientContext());
    }

    @AfterAll
    void stop() throws Exception {
        SSLContext.setDefault(trustBefore);
        server.close();
    }

    private LinkedHub hub(Authentication authentication) {
        URI endpoint = URI.create("https://127.0.0.1:" + server.httpsPort());
        return new LinkedHub(new HubHost(HOST), Optional.of(endpoint), 1, true, "", authentication);
    }

    private static HubIdentity identity(DeviceId device) {
        return new HubIdentity(device, new Keys(Secret.of(new byte[32]), Secret.of(new byte[64])), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"device-1", "a-:.+%_#*?!(),=@;$'Z", "a%2Fb", "a%41"})
    @DisplayName("an identity is made, overwritten whatever was expected, and removed, under any device id (1.27)")
    void identityLife(String id) throws Exception {
        LinkedHub hub = hub(POLICY);
        DeviceId device = new DeviceId(id);

        assertEquals(Written.CREATED, registry.write(hub, identity(device), true, TIMEOUT));
        assertEquals(Written.UPDATED, registry.write(hub, identity(device), false, TIMEOUT));
        assertEquals(Written.UPDATED, registry.write(hub, identity(device), true, TIMEOUT));
        registry.delete(hub, device, TIMEOUT);
        registry.delete(hub, device, TIMEOUT);

        assertEquals(Written.CREATED, registry.write(hub, identity(device), false, TIMEOUT));
        registry.delete(hub, device, TIMEOUT);
    }

    @Test
    @DisplayName(
            "a twin is empty at first, merged member by member, replaced as a whole, and gone with its device (4.6)")
    void twinLife() throws Exception {
        LinkedHub hub = hub(new ManagedIdentity(Optional.empty()));
        DeviceId device = new DeviceId("twin-1");
        assertEquals(Optional.empty(), registry.twin(hub, device, TIMEOUT));
        registry.write(hub, identity(device), false, TIMEOUT);
        assertEquals(Optional.of(HubTwin.EMPTY), registry.twin(hub, device, TIMEOUT));

        registry.writeTwin(hub, device, twin("{\"a\":1.5}", "{\"b\":{\"c\":12345678901}}"), TwinWrite.MERGE, TIMEOUT);
        registry.writeTwin(hub, device, twin("{\"d\":2}", "{}"), TwinWrite.MERGE, TIMEOUT);
        assertEquals(
                Optional.of(twin("{\"a\":1.5,\"d\":2}", "{\"b\":{\"c\":12345678901}}")),
                registry.twin(hub, device, TIMEOUT));

        HubTwin replacement = twin("{\"z\":2}", "{\"y\":true}");
        registry.writeTwin(hub, device, replacement, TwinWrite.REPLACE, TIMEOUT);
        assertEquals(Optional.of(replacement), registry.twin(hub, device, TIMEOUT));

        registry.delete(hub, device, TIMEOUT);
        assertEquals(Optional.empty(), registry.twin(hub, device, TIMEOUT));
    }

    @Test
    @DisplayName("an Edge device's modules move to another device with their keys and twins, the runtime's too (4.7)")
    void modulesMove() throws Exception {
        LinkedHub hub = hub(POLICY);
        DeviceId from = new DeviceId("edge#1");
        DeviceId to = new DeviceId("edge#2");
        assertEquals(List.of(), registry.modules(hub, from, TIMEOUT));
        registry.write(hub, identity(from), false, TIMEOUT);
        registry.write(hub, identity(to), false, TIMEOUT);
        Secret keys = Secret.of(("{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"" + KEY
                        + "\",\"secondaryKey\":\"" + KEY + "\"}}")
                .getBytes(StandardCharsets.UTF_8));
        HubTwin twin = twin("{\"t\":1}", "{\"d\":{\"e\":2.5}}");
        registry.writeModule(hub, from, new HubModule("camera", "iotEdge", keys, twin), TIMEOUT);
        registry.writeModule(hub, from, new HubModule("$edgeAgent", "iotEdge", keys, twin), TIMEOUT);

        List<HubModule> modules = registry.modules(hub, from, TIMEOUT);
        for (int repeat = 0; repeat < 2; repeat++) {
            for (HubModule module : modules) {
                registry.writeModule(hub, to, module, TIMEOUT);
            }
        }

        assertEquals(
                List.of("$edgeAgent", "$edgeHub", "camera"),
                modules.stream().map(HubModule::moduleId).toList());
        assertEquals(twin, modules.get(0).twin());
        assertEquals(modules, registry.modules(hub, to, TIMEOUT));
        registry.delete(hub, from, TIMEOUT);
        registry.delete(hub, to, TIMEOUT);
        assertEquals(List.of(), registry.modules(hub, to, TIMEOUT));
    }

    @Test
    @DisplayName("100 identities are written at once with their twins, and again over what is there")
    void bulk() throws Exception {
        LinkedHub hub = hub(POLICY);
        HubTwin first = twin("{\"a\":1}", "{\"b\":2}");
        List<NewIdentity> all = IntStream.range(0, 100)
                .mapToObj(i -> new NewIdentity(identity(new DeviceId("bulk-" + i)), Optional.of(first)))
                .toList();

        assertEquals(Map.of(), registry.writeAll(hub, all, TIMEOUT).refused());
        assertEquals(Optional.of(first), registry.twin(hub, new DeviceId("bulk-99"), TIMEOUT));
        List<NewIdentity> again = List.of(
                new NewIdentity(identity(new DeviceId("bulk-0")), Optional.of(twin("{\"c\":3}", "{}"))),
                new NewIdentity(identity(new DeviceId("bulk-new")), Optional.empty()));
        assertEquals(Map.of(), registry.writeAll(hub, again, TIMEOUT).refused());

        assertEquals(
                Optional.of(twin("{\"a\":1,\"c\":3}", "{\"b\":2}")),
                registry.twin(hub, new DeviceId("bulk-0"), TIMEOUT));
        assertEquals(Optional.of(HubTwin.EMPTY), registry.twin(hub, new DeviceId("bulk-new"), TIMEOUT));
    }

    @Test
    @DisplayName("disabling and enabling leave a device's keys, Edge flag and twin, and one that is gone is success")
    void status() throws Exception {
        LinkedHub hub = hub(POLICY);
        DeviceId device = new DeviceId("switched");
        registry.setEnabled(hub, device, false, TIMEOUT);
        registry.write(hub, identity(device), false, TIMEOUT);
        registry.writeTwin(hub, device, twin("{\"a\":1}", "{}"), TwinWrite.MERGE, TIMEOUT);

        registry.setEnabled(hub, device, false, TIMEOUT);
        registry.setEnabled(hub, device, false, TIMEOUT);
        assertEquals("disabled", stored(device).path("status").asText());
        registry.setEnabled(hub, device, true, TIMEOUT);

        JsonNode stored = stored(device);
        assertEquals("enabled", stored.path("status").asText());
        assertEquals(
                Secret.of(new byte[64]).revealBase64(),
                stored.at("/authentication/symmetricKey/secondaryKey").asText());
        assertTrue(stored.at("/capabilities/iotEdge").asBoolean());
        assertEquals(Optional.of(twin("{\"a\":1}", "{}")), registry.twin(hub, device, TIMEOUT));
    }

    private JsonNode stored(DeviceId device) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.httpsPort() + "/devices/"
                        + device.text() + "?api-version=2021-04-12"))
                .header("Authorization", "Bearer identity-token")
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private static HubTwin twin(String tags, String desired) {
        return new HubTwin(new JsonText(tags), new JsonText(desired));
    }

    @Test
    @DisplayName("a twin of a device that is not there is rejected, a wrong key is unauthorized")
    void refusals() {
        assertKind(HubFailure.Kind.REJECTED, POLICY);
        assertKind(HubFailure.Kind.UNAUTHORIZED, new SharedAccessKey("iothubowner", Secret.of(new byte[32])));
    }

    private void assertKind(HubFailure.Kind kind, Authentication authentication) {
        HubFailure failure = assertThrows(
                HubFailure.class,
                () -> registry.writeTwin(
                        hub(authentication), new DeviceId("nobody"), HubTwin.EMPTY, TwinWrite.MERGE, TIMEOUT));
        assertEquals(kind, failure.kind());
    }
}
