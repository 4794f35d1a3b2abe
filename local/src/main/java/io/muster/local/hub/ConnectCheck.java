package io.muster.local.hub;

import io.muster.local.hub.access.Authorities;
import io.muster.local.hub.access.DeviceCertificate;
import io.muster.local.hub.access.SasToken;
import io.muster.local.hub.registry.Authentication;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceIdentity;
import io.muster.local.hub.registry.DeviceRecord;
import io.muster.local.hub.registry.Registry;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whether a device may connect. */
final class ConnectCheck {

    private static final int MQTT_3_1_1 = 4;

    private final Registry registry;
    private final Authorities authorities;
    private final String hostName;

    ConnectCheck(Registry registry, Authorities authorities, String hostName) {
        this.registry = registry;
        this.authorities = authorities;
        this.hostName = hostName;
    }

    /** What a client says in CONNECT; absent texts are empty. */
    record Attempt(
            int protocolVersion,
            String clientId,
            String userName,
            String password,
            Optional<DeviceCertificate> certificate) {

        @Override
        public String toString() {
            return "Attempt[" + clientId + "]";
        }
    }

    /** The outcome. */
    sealed interface Decision {

        /** The device may stay until its token or certificate ends. */
        record Accepted(DeviceId device, Instant until) implements Decision {}

        /** The CONNACK that turns it away. */
        record Refused(MqttConnectReturnCode code) implements Decision {}
    }

    Decision decide(Attempt attempt, Instant now) {
        if (attempt.protocolVersion() != MQTT_3_1_1) {
            return refused(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
        }
        Optional<DeviceId> id = DeviceId.parse(attempt.clientId());
        if (id.isEmpty()) {
            // Modules connect as device/module, and this hub keeps their identities only.
            return refused(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        }
        // An X.509 device sends no password; a token decides wherever one is sent.
        Optional<DeviceCertificate> certificate =
                attempt.certificate().filter(shown -> attempt.password().isEmpty());
        if (certificate.isPresent()) {
            // The MQTT library shows no user name where there is no password, so it cannot be checked here.
            return decide(id.get(), certificate.get().until(), identity -> proves(certificate.get(), identity, now));
        }
        Optional<SasToken> token = SasToken.parse(attempt.password());
        if (!isUserName(attempt.userName(), id.get()) || token.isEmpty()) {
            return refused(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        }
        return decide(id.get(), token.get().expiresAt(), identity -> proves(token.get(), identity, now));
    }

    private Decision decide(DeviceId id, Instant until, Predicate<DeviceIdentity> proof) {
        boolean proven = registry.find(id)
                .map(DeviceRecord::identity)
                .filter(DeviceIdentity::isEnabled)
                .filter(proof)
                .isPresent();
        // One answer for unknown, disabled and unproven devices, so that none can be told from another.
        return proven
                ? new Decision.Accepted(id, until)
                : refused(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
    }

    /** {@code host/device}, alone or with {@code /?api-version=…} or {@code /api-version=…} as older SDKs send it. */
    private boolean isUserName(String userName, DeviceId id) {
        String[] parts = userName.split("/", 3);
        return parts.length >= 2
                && parts[0].equalsIgnoreCase(hostName)
                && parts[1].equals(id.text())
                && (parts.length == 2
                        || parts[2].isEmpty()
                        || parts[2].startsWith("?")
                        || parts[2].startsWith("api-version="));
    }

    private boolean proves(SasToken token, DeviceIdentity identity, Instant now) {
        return now.isBefore(token.expiresAt())
                // A device's own token names no policy (behaviour 2.14).
                && token.keyName().isEmpty()
                && token.isForDevice(hostName, identity.id().text())
                && identity.authentication() instanceof Authentication.Sas keys
                && (token.isSignedBy(keys.primary()) || token.isSignedBy(keys.secondary()));
    }

    private boolean proves(DeviceCertificate certificate, DeviceIdentity identity, Instant now) {
        if (!certificate.isValidAt(now)) {
            return false;
        }
        if (identity.authentication() instanceof Authentication.SelfSigned known) {
            return certificate.hasThumbprint(known.primary()) || certificate.hasThumbprint(known.secondary());
        }
        return identity.authentication() instanceof Authentication.CertificateAuthority
                && certificate.hasCommonName(identity.id().text())
                && certificate.isSignedBelow(authorities.all(), now);
    }

    private static Decision refused(MqttConnectReturnCode code) {
        return new Decision.Refused(code);
    }
}
