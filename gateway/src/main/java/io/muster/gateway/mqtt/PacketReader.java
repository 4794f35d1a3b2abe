package io.muster.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads one whole packet with Netty's decoder. A decoder of its own for each packet, so that a connection at rest costs no
 * pipeline, and what one packet did to a decoder cannot change how the next is read.
 */
final class PacketReader {
    private PacketReader() {}

    static Packet read(byte[] packet) throws MalformedPacketException {
        checkVersion(packet);
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(packet.length));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(packet));
            return packet(Optional.ofNullable(channel.readInbound()));
        } catch (DecoderException e) {
            throw new MalformedPacketException("Not decodable");
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /** Judged before the rest, which has another form in each version. */
    private static void checkVersion(byte[] packet) throws MalformedPacketException {
        ByteBuf bytes = Unpooled.wrappedBuffer(packet);
        if (bytes.readByte() >> 4 != MqttMessageType.CONNECT.value()) {
            return;
        }
        while (bytes.isReadable() && bytes.readByte() < 0) {
            // the length, which the framer has read
        }
        int name = bytes.readableBytes() < 2 ? 0 : bytes.readUnsignedShort();
        if (bytes.readableBytes() <= name) {
            throw new MalformedPacketException("Lengths do not fit");
        }
        if (bytes.skipBytes(name).readByte() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
            throw unacceptableVersion();
        }
    }

    private static Packet packet(Optional<MqttMessage> decoded) throws MalformedPacketException {
        // Nothing means that lengths inside the packet point past its end.
        MqttMessage message = decoded.orElseThrow(() -> new MalformedPacketException("Lengths do not fit"));
        if (message.decoderResult().isFailure()) {
            throw malformed(message.decoderResult().cause());
        }
        return switch (message.fixedHeader().messageType()) {
            case CONNECT -> connect((MqttConnectMessage) message);
            case PUBLISH -> publish((MqttPublishMessage) message);
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) message);
            case PUBACK -> new Packet.Acknowledged();
            case PINGREQ -> new Packet.Ping();
            case DISCONNECT -> new Packet.Disconnect();
            default -> throw new MalformedPacketException("A packet that no client of ours sends");
        };
    }

    private static MalformedPacketException malformed(Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            return unacceptableVersion();
        }
        if (cause instanceof MqttIdentifierRejectedException) {
            return new MalformedPacketException(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        }
        return new MalformedPacketException("Not decodable");
    }

    private static MalformedPacketException unacceptableVersion() {
        return new MalformedPacketException(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
    }

    private static Packet connect(MqttConnectMessage message) {
        // Clean session, will and retain are read over: no session outlives its connection, no will is published (11.7,
        // 11.8).
        return new Packet.Connect(
                Optional.ofNullable(message.payload().clientIdentifier()).orElse(""),
                Optional.ofNullable(message.payload().userName()),
                Optional.ofNullable(message.payload().passwordInBytes())
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                message.variableHeader().keepAliveTimeSeconds());
    }

    private static Packet publish(MqttPublishMessage message) {
        return new Packet.Publish(
                message.variableHeader().topicName(),
                message.fixedHeader().qosLevel().value(),
                message.variableHeader().packetId(),
                Buffer.buffer(ByteBufUtil.getBytes(message.payload())));
    }

    private static Packet subscribe(MqttSubscribeMessage message) throws MalformedPacketException {
        if (message.payload().topicSubscriptions().isEmpty()) {
            throw new MalformedPacketException("A subscription to nothing");
        }
        return new Packet.Subscribe(
                message.variableHeader().messageId(),
                message.payload().topicSubscriptions().stream()
                        .map(one -> new Packet.Filter(
                                one.topicFilter(), one.qualityOfService().value()))
                        .toList());
    }

    private static Packet unsubscribe(MqttUnsubscribeMessage message) throws MalformedPacketException {
        if (message.payload().topics().isEmpty()) {
            throw new MalformedPacketException("An end of a subscription to nothing");
        }
        return new Packet.Unsubscribe(
                message.variableHeader().messageId(), message.payload().topics());
    }
}
