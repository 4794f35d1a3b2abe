package io.muster.gateway.amqp.sasl;

import io.muster.gateway.amqp.frame.Frame;
import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.muster.gateway.amqp.frame.ValueScan;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.security.SaslChallenge;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.apache.qpid.proton.amqp.security.SaslFrameBody;
import org.apache.qpid.proton.amqp.security.SaslMechanisms;
import org.apache.qpid.proton.amqp.security.SaslOutcome;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;

/** Reads and writes SASL frames; one serves all connections of an event loop. */
public final class SaslCodec {
    /** The protocol's limit, which we keep in what we send. */
    private static final int LARGEST_SENT = 512;

    private static final int HEADER = 8;
    private static final byte BODY_AT_WORD = 2;
    private static final byte SASL_TYPE = 1;

    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);

    public SaslCodec() {
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    }

    SaslFrameBody read(Frame frame) throws MalformedFrameException {
        if (!frame.isSasl() || ValueScan.end(frame.whole(), frame.bodyAt()) != frame.whole().length) {
            throw new MalformedFrameException("This is no SASL frame");
        }
        decoder.setByteBuffer(ByteBuffer.wrap(frame.whole(), frame.bodyAt(), frame.whole().length - frame.bodyAt()));
        try {
            if (decoder.readObject() instanceof SaslFrameBody body) {
                return body;
            }
        } catch (RuntimeException e) {
            // The decoder says so by many unchecked exceptions that a value is not of the type its place asks for.
            throw new MalformedFrameException("A SASL frame holds what it cannot");
        }
        throw new MalformedFrameException("This is no SASL frame");
    }

    byte[] mechanisms(List<String> names) {
        SaslMechanisms offered = new SaslMechanisms();
        offered.setSaslServerMechanisms(names.stream().map(Symbol::valueOf).toArray(Symbol[]::new));
        return write(offered);
    }

    byte[] challenge(byte[] bytes) {
        SaslChallenge challenge = new SaslChallenge();
        challenge.setChallenge(new Binary(bytes));
        return write(challenge);
    }

    byte[] outcome(SaslCode code) {
        SaslOutcome outcome = new SaslOutcome();
        outcome.setCode(code);
        return write(outcome);
    }

    private byte[] write(SaslFrameBody body) {
        ByteBuffer frame = ByteBuffer.allocate(LARGEST_SENT);
        frame.position(HEADER);
        encoder.setByteBuffer(frame);
        encoder.writeObject(body);
        int size = frame.position();
        frame.putInt(0, size).put(4, BODY_AT_WORD).put(5, SASL_TYPE);
        return Arrays.copyOf(frame.array(), size);
    }
}
