package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An MQTT client that says exactly what a test wants and reads packet by packet. */
final class MqttClient implements AutoCloseable {
    /** Where bytes go and come from: a TLS connection, or frames on a WebSocket. */
    interface Carrier extends AutoCloseable {
        void send(byte[] bytes) throws IOException;

        /** So many bytes, or fewer at the end. */
        byte[] read(int count) throws IOException;

        boolean isClosedByGateway() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A message from the gateway. */
    record Message(String topic, int qos, int id, String payload) {}

    private final Carrier carrier;

    MqttClient(Carrier carrier) {
        this.carrier = carrier;
    }

    static MqttClient on(RawConnection connection) {
        return new MqttClient(new Carrier() {
            @Override
            public void send(byte[] bytes) throws IOException {
                connection.send(bytes);
            }

            @Override
            public byte[] read(int count) throws IOException {
                return connection.read(count);
            }

            @Override
            public boolean isClosedByGateway() throws IOException {
                return connection.isClosedByGateway();
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        });
    }

    MqttClient send(byte[]... packets) throws IOException {
        for (byte[] packet : packets) {
            carrier.send(packet);
        }
        return this;
    }

    /** Connects and subscribes with QoS 1. */
    MqttClient begin(String password) throws IOException {
        send(MqttPackets.connect("dev-1", MqttPackets.USER, password));
        assertEquals(0, connectAnswer());
        send(MqttPackets.subscribe(1, MqttPackets.RESPONSES, 1));
        expect(0x90, 0, 1, 1);
        return this;
    }

    /** CONNACK's return code; no session is ever present. */
    int connectAnswer() throws IOException {
        byte[] packet = packet();
        assertEquals(0x20, packet[0], Arrays.toString(packet));
        assertEquals(0, packet[1]);
        return packet[2];
    }

    void expect(int head, int... body) throws IOException {
        byte[] packet = packet();
        byte[] expected = new byte[body.length + 1];
        expected[0] = (byte) head;
        for (int i = 0; i < body.length; i++) {
            expected[i + 1] = (byte) body[i];
        }
        assertEquals(Arrays.toString(expected), Arrays.toString(packet));
    }

    Message message() throws IOException {
        byte[] packet = packet();
        assertEquals(0x30, packet[0] & 0xf9, Arrays.toString(packet));
        int qos = packet[0] >> 1 & 3;
        ByteBuffer body = ByteBuffer.wrap(packet, 1, packet.length - 1);
        byte[] topic = new byte[body.getShort()];
        body.get(topic);
        int id = qos > 0 ? body.getShort() : 0;
        byte[] payload = new byte[body.remaining()];
        body.get(payload);
        return new Message(
                new String(topic, StandardCharsets.UTF_8), qos, id, new String(payload, StandardCharsets.UTF_8));
    }

    /** The next packet: its first byte, then what follows the length. */
    byte[] packet() throws IOException {
        byte head = one();
        int length = 0;
        int shift = 0;
        byte part;
        do {
            part = one();
            length |= (part & 0x7f) << shift;
            shift += 7;
        } while (part < 0);
        byte[] packet = new byte[length + 1];
        packet[0] = head;
        System.arraycopy(carrier.read(length), 0, packet, 1, length);
        return packet;
    }

    boolean isClosedByGateway() throws IOException {
        return carrier.isClosedByGateway();
    }

    private byte one() throws IOException {
        byte[] read = carrier.read(1);
        if (read.length == 0) {
            throw new EOFException("The gateway closed the connection");
        }
        return read[0];
    }

    @Override
    public void close() throws IOException {
        carrier.close();
    }
}
