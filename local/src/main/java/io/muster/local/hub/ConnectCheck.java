package io.muster.local.hub;

import io.muster.local.hub.access.SasToken;
import io.muster.local.hub.registry.Authentication;
import io.muster.local.hub.registry.DeviceId;
import io.muster.local.hub.registry.DeviceIdentity;
import io.muster.local.hub.registry.DeviceRecord;
import io.muster.local.hub.registry.Registry;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a device may connect. */
final class ConnectCheck {

    private static final int MQTT_3_1_1 = 4;

    private final Registry registry;
    private final String hostName;

    ConnectCheck(Registry registry, String hostName) {
        this.registry = registry;
        this.hostName = hostName;
    }

    /** What a client says in CONNECT; absent texts are empty. */
    record Attempt(int protocolVersion, String clientId, String userName, String password) {

        @Override
        public String toString() {
            return "Attempt[" + clientId + "]";
        }
    }

    /** The outcome. */
    sealed interface Decision {

        /** The device may stay until its token ends. */
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
            // Modules connect as device/module, and this hub has none.
            return refused(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        }
        Optional<SasToken> token = SasToken.parse(attempt.password());
        if (!isUserName(attempt.userName(), id.get()) || token.isEmpty()) {
            return refused(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
        }
        boolean proven = registry.find(id.get())
                .map(DeviceRecord::identity)
                .filter(DeviceIdentity::isEnabled)
                .map(identity -> proves(token.get(), identity, now))
                .orElse(false);
        // One answer for unknown, disabled and unproven devices, so that none can be told from another.
        return proven
                ? new Decision.Accepted(id.get(), token.get().expiresAt())
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

    private static Decision refused(MqttConnectReturnCode code) {
        return new Decision.Refused(code);
    }
}
