package io.muster.core.edge;

import java.util.Optional;

/** The protocol that a client spoke to the gateway, with its one-byte wire code. */
public enum EdgeProtocol {
    HTTPS(1, "https"),
    MQTT(2, "mqtt"),
    MQTT_WS(3, "mqtt-ws"),
    AMQP(4, "amqp"),
    AMQP_WS(5, "amqp-ws");

    private final int code;
    private final String label;

    EdgeProtocol(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The name as settings, logs and traces spell it, such as {@code mqtt-ws}. */
    public String label() {
        return label;
    }

    int code() {
        return code;
    }

    static Optional<EdgeProtocol> ofCode(int code) {
        for (EdgeProtocol protocol : values()) {
            if (protocol.code == code) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
