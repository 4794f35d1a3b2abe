package io.muster.azure.iothub;

import com.azure.core.credential.TokenCredential;
import io.muster.azure.TestTls;
import io.muster.azure.http.AddressRules;
import io.muster.azure.http.Egress;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication.Keys;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.Authentication;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A scripted hub, the client for it, and the things one says to it. */
final class HubFixture implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Secret POLICY_KEY = secret("policy key, 32 bytes of secrecy!");
    static final SharedAccessKey POLICY = new SharedAccessKey("iothubowner", POLICY_KEY);
    private static final SSLContext TLS = TestTls.loopback();

    private final ScriptedHub hub = start();

    private static ScriptedHub start() {
        try {
            return new ScriptedHub(TLS);
        } catch (IOException e) {
            throw new IllegalStateException("no scripted hub", e);
        }
    }

    static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static IotHubRegistry registry(boolean local) {
        return registry(local, Clock.fixed(NOW, ZoneOffset.UTC), clientId -> {
            throw new AssertionError("no managed identity is asked for");
        });
    }

    static IotHubRegistry registry(boolean local, Clock clock, Function<Optional<String>, TokenCredential> identities) {
        return new IotHubRegistry(identities, local, clock, Egress.over(AddressRules.PUBLIC.withLoopback(), () -> TLS));
    }

    ScriptedHub hub() {
        return hub;
    }

    LinkedHub linked() {
        return linked("hub-1.local", POLICY, Optional.of(hub.endpoint()));
    }

    static LinkedHub linked(String host, Authentication authentication, Optional<URI> endpoint) {
        return new LinkedHub(new HubHost(host), endpoint, 1, true, "here", authentication);
    }

    static HubIdentity identity(String deviceId) {
        return new HubIdentity(
                new DeviceId(deviceId), new Keys(secret("primary key 0123"), secret("secondary key 45")), true);
    }

    @Override
    public void close() throws IOException {
        hub.close();
    }
}
