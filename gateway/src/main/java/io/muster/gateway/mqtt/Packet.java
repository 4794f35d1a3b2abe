package io.muster.gateway.mqtt;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** What a client may send. */
sealed interface Packet {
    /** The wish to talk; keep alive in seconds, 0 for none. The password is a secret. */
    record Connect(String clientId, Optional<String> userName, Optional<String> password, int keepAlive)
            implements Packet {
        @Override
        public String toString() {
            return "Connect[" + clientId + ']';
        }
    }

    /** A request; the packet id counts for QoS 1 only. */
    record Publish(String topic, int qos, int packetId, Buffer payload) implements Packet {}

    /** Which topics a client wants, and at which QoS. */
    record Subscribe(int packetId, List<Filter> filters) implements Packet {}

    record Filter(String topic, int qos) {}

    record Unsubscribe(int packetId, List<String> topics) implements Packet {}

    /** The client has got what we sent with QoS 1. Nothing is sent twice, so nothing follows. */
    record Acknowledged() implements Packet {}

    record Ping() implements Packet {}

    record Disconnect() implements Packet {}
}
