package io.muster.local.servicebus;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;

/** Service Bus's batch: one transfer whose data sections are encoded messages. */
final class MessageBatch {
    /** The message format that marks such a transfer. */
    static final int FORMAT = 0x80013700;

    private MessageBatch() {}

    // proton's Message keeps one body section only, so the sections are read one by one here
    static List<Binary> split(Binary encoded) {
        DecoderImpl decoder = new DecoderImpl();
        AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
        ByteBuffer input = encoded.asByteBuffer();
        decoder.setByteBuffer(input);
        List<Binary> messages = new ArrayList<>();
        try {
            while (input.hasRemaining()) {
                if (decoder.readObject() instanceof Data data) {
                    messages.add(data.getValue());
                }
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not a batch of AMQP messages", e);
        }
        return messages;
    }
}
