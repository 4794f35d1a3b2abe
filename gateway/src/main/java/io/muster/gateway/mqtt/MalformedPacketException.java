package io.muster.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.Optional;

/** What a client sent is no packet of ours; the connection ends. It carries no stack trace: it is no fault of ours. */
final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Optional<MqttConnectReturnCode> refusal;

    MalformedPacketException(String what) {
        super(what, null, false, false);
        this.refusal = Optional.empty();
    }

    MalformedPacketException(MqttConnectReturnCode refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = Optional.of(refusal);
    }

    /** What a CONNECT is told before the connection ends; nothing where the protocol has no word for it. */
    Optional<MqttConnectReturnCode> refusal() {
        return refusal;
    }
}
