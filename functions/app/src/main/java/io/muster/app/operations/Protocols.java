package io.muster.app.operations;

import io.muster.core.edge.EdgeProtocol;

/** Protocols as records and metrics spell them (8.1, 8.4). */
public final class Protocols {
    private Protocols() {}

    public static String text(EdgeProtocol spoken) {
        return switch (spoken) {
            case HTTPS -> "Http";
            case MQTT, MQTT_WS -> "Mqtt";
            case AMQP, AMQP_WS -> "Amqp";
        };
    }
}
