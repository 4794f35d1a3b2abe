package io.muster.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** MQTT 3.1.1 packets of a client, byte by byte as the standard has them. */
final class MqttPackets {
    static final String USER = "0ne1/registrations/dev-1/api-version=2019-03-31&ClientVersion=test%2F1";
    static final String RESPONSES = "$dps/registrations/res/#";

    private static final int HAS_USER = 0x80;
    private static final int HAS_PASSWORD = 0x40;

    private MqttPackets() {}

    /** CONNECT as Java's client has it: no clean session. */
    static byte[] connect(String clientId, String user, String password) {
        return connect("MQTT", 4, 0, 230, clientId, user, password);
    }

    static byte[] connect(
            String protocol, int level, int flags, int keepAlive, String clientId, String user, String password) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, protocol);
        body.write(level);
        body.write(flags | (user.isEmpty() ? 0 : HAS_USER) | (password.isEmpty() ? 0 : HAS_PASSWORD));
        number(body, keepAlive);
        text(body, clientId);
        if (!user.isEmpty()) {
            text(body, user);
        }
        if (!password.isEmpty()) {
            text(body, password);
        }
        return packet(0x10, body);
    }

    static byte[] subscribe(int id, String filter, int qos) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        number(body, id);
        text(body, filter);
        body.write(qos);
        return packet(0x82, body);
    }

    static byte[] unsubscribe(int id, String filter) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        number(body, id);
        text(body, filter);
        return packet(0xa2, body);
    }

    static byte[] register(String rid, int qos, int id, String payload) {
        return publish("$dps/registrations/PUT/iotdps-register/?$rid=" + rid, qos, id, payload);
    }

    static byte[] poll(String rid, String operationId, int qos, int id) {
        String topic = "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=" + rid + "&operationId=" + operationId;
        return publish(topic, qos, id, " ");
    }

    static byte[] publish(String topic, int qos, int id, String payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, topic);
        if (qos > 0) {
            number(body, id);
        }
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        return packet(0x30 | qos << 1, body);
    }

    static byte[] ping() {
        return new byte[] {(byte) 0xc0, 0};
    }

    static byte[] disconnect() {
        return new byte[] {(byte) 0xe0, 0};
    }

    static byte[] packet(int head, byte... body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(body);
        return packet(head, bytes);
    }

    private static byte[] packet(int head, ByteArrayOutputStream body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(head);
        int length = body.size();
        do {
            packet.write(length > 0x7f ? (length & 0x7f) | 0x80 : length);
            length >>= 7;
        } while (length > 0);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.write(number >> 8);
        out.write(number);
    }
}
