package io.muster.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes the packets a server of this kind needs, with Netty's encoder. */
final class PacketWriter {
    private PacketWriter() {}

    /** Never with a session present: none is kept (clients.md 20, behaviour.md 11.7). */
    static Buffer connectAnswer(MqttConnectReturnCode code) {
        return encoded(MqttMessageBuilders.connAck()
                .returnCode(code)
                .sessionPresent(false)
                .build());
    }

    /** Grants in the order of the filters. */
    static Buffer subscribeAnswer(int packetId, List<MqttQoS> granted) {
        return encoded(MqttMessageBuilders.subAck()
                .packetId(packetId)
                .addGrantedQoses(granted.toArray(new MqttQoS[0]))
                .build());
    }

    static Buffer unsubscribeAnswer(int packetId) {
        return encoded(MqttMessageBuilders.unsubAck().packetId(packetId).build());
    }

    static Buffer acknowledgement(int packetId) {
        return encoded(MqttMessageBuilders.pubAck().packetId(packetId).build());
    }

    static Buffer pingAnswer() {
        return encoded(MqttMessage.PINGRESP);
    }

    /** A message to the client; the packet id counts for QoS 1 only. */
    static Buffer message(String topic, int qos, int packetId, Buffer payload) {
        return encoded(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.valueOf(qos))
                .messageId(packetId)
                .payload(Unpooled.wrappedBuffer(payload.getBytes()))
                .build());
    }

    private static Buffer encoded(MqttMessage message) {
        EmbeddedChannel channel = new EmbeddedChannel(MqttEncoder.INSTANCE);
        try {
            channel.writeOutbound(message);
            ByteBuf bytes = channel.readOutbound();
            try {
                return Buffer.buffer(ByteBufUtil.getBytes(bytes));
            } finally {
                bytes.release();
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
