package io.muster.local.hub;

import io.muster.local.hub.access.DeviceCertificate;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Devices over MQTT: checks each CONNECT and opens a session for those that may come in. */
final class DeviceFront {

    private final Vertx vertx;
    private final HubParts hub;
    private final ConnectCheck check;

    DeviceFront(Vertx vertx, HubParts hub) {
        this.vertx = vertx;
        this.hub = hub;
        this.check = new ConnectCheck(hub.registry(), hub.authorities(), hub.hostName());
    }

    void handle(MqttEndpoint endpoint) {
        Instant now = hub.clock().instant();
        ConnectCheck.Decision decision = check.decide(attempt(endpoint), now);
        if (decision instanceof ConnectCheck.Decision.Accepted accepted) {
            DeviceSession session = new DeviceSession(endpoint, accepted.device(), hub);
            session.begin(vertx, Duration.between(now, accepted.until()));
        } else if (decision instanceof ConnectCheck.Decision.Refused refused) {
            endpoint.reject(refused.code());
        }
    }

    private static ConnectCheck.Attempt attempt(MqttEndpoint endpoint) {
        MqttAuth auth = endpoint.auth();
        return new ConnectCheck.Attempt(
                endpoint.protocolVersion(),
                endpoint.clientIdentifier(),
                auth == null ? "" : orEmpty(auth.getUsername()),
                auth == null ? "" : orEmpty(auth.getPassword()),
                certificate(endpoint));
    }

    private static Optional<DeviceCertificate> certificate(MqttEndpoint endpoint) {
        try {
            List<X509Certificate> chain = Arrays.stream(endpoint.sslSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return Optional.of(new DeviceCertificate(chain));
        } catch (SSLPeerUnverifiedException e) {
            // It has shown none.
            return Optional.empty();
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
