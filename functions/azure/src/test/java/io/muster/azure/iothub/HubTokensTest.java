package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.NOW;
import static io.muster.azure.iothub.HubFixture.POLICY;
import static io.muster.azure.iothub.HubFixture.POLICY_KEY;
import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.muster.core.attestation.SasToken;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.DeviceId;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HubTokensTest {
    private static final DeviceId DEVICE = new DeviceId("device-1");

    private final HubFixture fixture = new HubFixture();
    private final SettableClock clock = new SettableClock(NOW);
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private String authorization(IotHubRegistry registry, LinkedHub hub) throws HubFailure {
        fixture.hub().then(Reply.status(204));
        registry.delete(hub, DEVICE, TIMEOUT);
        return String.valueOf(fixture.hub().next().headers().get("authorization"));
    }

    private TokenCredential identity(Optional<String> clientId) {
        asked.add("made for " + clientId.orElse("the system"));
        return request -> {
            asked.add(request.getScopes().toString());
            return Mono.just(new AccessToken(
                    "token-" + asked.size(), clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC)));
        };
    }

    private IotHubRegistry withIdentity() {
        return HubFixture.registry(true, clock, this::identity);
    }

    @Test
    @DisplayName("a shared access key signs the hub's own name with its decoded bytes and names its policy")
    void sharedAccess() throws Exception {
        SasToken token = SasToken.parse(authorization(HubFixture.registry(true), fixture.linked()));

        assertEquals("hub-1.local", token.resource());
        assertEquals(Optional.of("iothubowner"), token.keyName());
        assertTrue(token.signedWith(POLICY_KEY));
        assertEquals(NOW.plusSeconds(3600), token.expiry());
    }

    @Test
    @DisplayName("a shared access token is kept, renewed well before its end, and made anew when the key rolls")
    void sharedAccessCached() throws Exception {
        IotHubRegistry registry = withIdentity();
        String first = authorization(registry, fixture.linked());
        clock.advance(Duration.ofMinutes(49));
        assertEquals(first, authorization(registry, fixture.linked()));

        clock.advance(Duration.ofMinutes(2));
        String renewed = authorization(registry, fixture.linked());
        assertNotEquals(first, renewed);

        SharedAccessKey rolled = new SharedAccessKey("iothubowner", HubFixture.secret("the key that came later"));
        LinkedHub after = HubFixture.linked(
                "hub-1.local", rolled, Optional.of(fixture.hub().endpoint()));
        assertTrue(SasToken.parse(authorization(registry, after)).signedWith(rolled.key()));
    }

    @Test
    @DisplayName("each hub gets a token of its own, even from one policy (seams.md section 7)")
    void tokenPerHub() throws Exception {
        IotHubRegistry registry = withIdentity();
        LinkedHub other = HubFixture.linked(
                "hub-2.local", POLICY, Optional.of(fixture.hub().endpoint()));

        String first = authorization(registry, fixture.linked());
        String second = authorization(registry, other);

        assertEquals("hub-1.local", SasToken.parse(first).resource());
        assertEquals("hub-2.local", SasToken.parse(second).resource());
    }

    @Test
    @DisplayName("a managed identity is made at first use, asked for the hubs' audience, and its token kept to the end")
    void managedIdentity() throws Exception {
        IotHubRegistry registry = withIdentity();
        ManagedIdentity identity = new ManagedIdentity(Optional.of("client-1"));
        LinkedHub hub = HubFixture.linked(
                "hub-1.local", identity, Optional.of(fixture.hub().endpoint()));
        assertEquals(List.of(), asked);

        assertEquals("Bearer token-2", authorization(registry, hub));
        assertEquals("Bearer token-2", authorization(registry, hub));
        clock.advance(Duration.ofMinutes(59));
        assertEquals("Bearer token-3", authorization(registry, hub));

        String scope = "[https://iothubs.azure.net/.default]";
        assertEquals(List.of("made for client-1", scope, scope), asked);
    }

    @Test
    @DisplayName("no token: denied is unauthorized; an identity endpoint that fails or is silent is unavailable")
    void noToken() {
        assertEquals(Kind.UNAUTHORIZED, kindWhen(Mono.error(new ClientAuthenticationException("planted", null))));
        assertEquals(Kind.UNAVAILABLE, kindWhen(Mono.error(new CredentialUnavailableException("planted"))));
        assertEquals(Kind.UNAVAILABLE, kindWhen(Mono.never()));
        assertEquals(0, fixture.hub().requestsLeft());
    }

    private Kind kindWhen(Mono<AccessToken> answer) {
        IotHubRegistry registry = HubFixture.registry(true, clock, clientId -> request -> answer);
        LinkedHub hub = HubFixture.linked(
                "hub-1.local",
                new ManagedIdentity(Optional.empty()),
                Optional.of(fixture.hub().endpoint()));
        HubFailure failure = assertThrows(HubFailure.class, () -> registry.delete(hub, DEVICE, Duration.ofMillis(500)));
        assertFalse(String.valueOf(failure.getMessage()).contains("planted"));
        return failure.kind();
    }

    @Test
    @DisplayName(
            "outside local mode a token is made only for Azure's hub names, and no endpoint is obeyed (seams.md section 7)")
    void egress() {
        for (String name :
                List.of("hub.example.org", "azure-devices.net.example.org", "xazure-devices.net", "127.0.0.1")) {
            assertRefused(HubFixture.linked(name, new ManagedIdentity(Optional.empty()), Optional.empty()), name);
        }
        assertRefused(
                HubFixture.linked(
                        "h.azure-devices.net", POLICY, Optional.of(fixture.hub().endpoint())),
                "endpoint");
        assertEquals(List.of(), asked);
        assertEquals(0, fixture.hub().requestsLeft());
    }

    private void assertRefused(LinkedHub hub, String named) {
        IotHubRegistry registry = HubFixture.registry(false, clock, this::identity);
        HubFailure failure = assertThrows(HubFailure.class, () -> registry.delete(hub, DEVICE, TIMEOUT));
        assertEquals(Kind.UNAUTHORIZED, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains(named), failure.getMessage());
    }

    @Test
    @DisplayName("Azure's three clouds are reached under their hub names, over https")
    void azureNames() throws HubFailure {
        HubAddresses addresses = new HubAddresses(false);
        for (String name : List.of("a.azure-devices.net", "a.azure-devices.cn", "a.azure-devices.us")) {
            assertEquals(
                    URI.create("https://" + name), addresses.of(HubFixture.linked(name, POLICY, Optional.empty())));
        }
    }

    @Test
    @DisplayName("a local endpoint must be https, without user and path")
    void localEndpoint() {
        HubAddresses addresses = new HubAddresses(true);
        for (String endpoint :
                List.of("http://127.0.0.1:1", "https://u@127.0.0.1:1", "https://127.0.0.1:1/x", "https:x")) {
            LinkedHub hub = HubFixture.linked("hub-1.local", POLICY, Optional.of(URI.create(endpoint)));
            assertThrows(HubFailure.class, () -> addresses.of(hub), endpoint);
        }
    }
}
