package io.muster.gateway.amqp;

import io.muster.gateway.amqp.frame.MalformedFrameException;
import io.muster.gateway.amqp.frame.ValueScan;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A request as a client's message carries it. The correlation id is whatever the client put there, for the answer. */
record Request(Operation operation, Optional<Object> correlationId) {
    private static final String TYPE = "iotdps-operation-type";
    private static final String OPERATION_ID = "iotdps-operation-id";
    private static final int LONGEST_CORRELATION = 256;
    private static final byte[] NOTHING = {};

    static Request read(byte[] encoded) throws MalformedFrameException {
        ValueScan.all(encoded);
        Message message = Proton.message();
        try {
            message.decode(encoded, 0, encoded.length);
            return of(message);
        } catch (RuntimeException e) {
            // The decoder says by many unchecked exceptions that a section is not what its place asks for.
            throw new MalformedFrameException("This is no message");
        }
    }

    private static Request of(Message message) throws MalformedFrameException {
        Map<String, Object> properties = properties(message.getApplicationProperties());
        Operation operation = switch (text(properties, TYPE)) {
            case "iotdps-register" -> new Operation.Register(Buffer.buffer(body(message.getBody())));
            case "iotdps-get-operationstatus" -> new Operation.Status(text(properties, OPERATION_ID));
            case "iotdps-get-registration" -> new Operation.State();
            default -> throw new MalformedFrameException("The message names no operation");
        };
        return new Request(operation, correlation(message.getCorrelationId()));
    }

    /** Goes back as it came, so it must be one of the types that an id has (AMQP 1.0, 3.2.4), and not anything large. */
    private static Optional<Object> correlation(@Nullable Object id) throws MalformedFrameException {
        boolean fits = id == null
                || id instanceof UUID
                || id instanceof UnsignedLong
                || (id instanceof String text && text.length() <= LONGEST_CORRELATION)
                || (id instanceof Binary bytes && bytes.getLength() <= LONGEST_CORRELATION);
        if (!fits) {
            throw new MalformedFrameException("The correlation id is too long, or no id");
        }
        return Optional.ofNullable(id);
    }

    private static Map<String, Object> properties(@Nullable ApplicationProperties section) {
        return section == null || section.getValue() == null ? Map.of() : section.getValue();
    }

    private static String text(Map<String, Object> properties, String name) {
        return properties.get(name) instanceof String text ? text : "";
    }

    /** A data section (11.24); a poll of Node's has a value instead, its text empty. */
    private static byte[] body(@Nullable Section body) throws MalformedFrameException {
        if (body == null) {
            return NOTHING;
        }
        if (body instanceof Data data) {
            return bytes(data.getValue());
        }
        if (body instanceof AmqpValue value && value.getValue() instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof AmqpValue value && value.getValue() == null) {
            return NOTHING;
        }
        throw new MalformedFrameException("The body is neither data nor text");
    }

    private static byte[] bytes(@Nullable Binary binary) {
        return binary == null
                ? NOTHING
                : Arrays.copyOfRange(
                        binary.getArray(), binary.getArrayOffset(), binary.getArrayOffset() + binary.getLength());
    }
}
