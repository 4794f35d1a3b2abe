package io.muster.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Cuts a stream of bytes into packets. It judges type and length as soon as they are there, so that no more than one
 * packet of the size its type may have is ever kept; between packets it keeps nothing.
 */
final class PacketFramer {
    /** A token, a user name and a client id, with room to spare. */
    private static final int LARGEST_CONNECT = 8 * 1024;

    private static final int LARGEST_SUBSCRIBE = 1024;
    private static final int LARGEST_OTHER = 2;
    private static final int LARGEST_TOPIC = 2 + RequestTopic.LONGEST + 2;
    private static final int MOST_LENGTH_BYTES = 4;
    private static final int NO_PACKET_YET = -1;

    private final int bodyLimit;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private boolean connectSeen;

    PacketFramer(int bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    void add(Buffer more) {
        if (!bytes.isReadable()) {
            bytes = Unpooled.buffer(more.length());
        }
        bytes.writeBytes(more.getBytes());
    }

    /** The next whole packet with its header, or nothing while it is not there. */
    Optional<byte[]> next() throws MalformedPacketException {
        int length = lengthOfNext();
        if (length == NO_PACKET_YET || bytes.readableBytes() < length) {
            return Optional.empty();
        }
        byte[] packet = new byte[length];
        bytes.readBytes(packet);
        if (!bytes.isReadable()) {
            bytes = Unpooled.EMPTY_BUFFER;
        } else {
            bytes.discardSomeReadBytes();
        }
        return Optional.of(packet);
    }

    /** Whether a packet has begun and is not whole. */
    boolean isPartial() {
        return bytes.isReadable();
    }

    private int lengthOfNext() throws MalformedPacketException {
        if (!bytes.isReadable()) {
            return NO_PACKET_YET;
        }
        int start = bytes.readerIndex();
        int limit = limit(bytes.getUnsignedByte(start) >> 4);
        int remaining = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
            if (bytes.readableBytes() < i + 2) {
                return NO_PACKET_YET;
            }
            int part = bytes.getUnsignedByte(start + 1 + i);
            remaining |= (part & 0x7f) << (7 * i);
            if (part < 0x80) {
                return checked(remaining, limit) + i + 2;
            }
        }
        throw new MalformedPacketException("A length of more than four bytes");
    }

    private static int checked(int remaining, int limit) throws MalformedPacketException {
        if (remaining > limit) {
            throw new MalformedPacketException("A packet larger than its type may be");
        }
        return remaining;
    }

    private int limit(int type) throws MalformedPacketException {
        if (!connectSeen && type != MqttMessageType.CONNECT.value()) {
            throw new MalformedPacketException("Something else before CONNECT");
        }
        return switch (type) {
            case 1 -> LARGEST_CONNECT;
            case 3 -> LARGEST_TOPIC + bodyLimit;
            case 8, 10 -> LARGEST_SUBSCRIBE;
            case 4, 12, 14 -> LARGEST_OTHER;
            default -> throw new MalformedPacketException("A packet that no client of ours sends");
        };
    }

    /** From now on packets other than CONNECT may come. */
    void connectSeen() {
        connectSeen = true;
    }
}
