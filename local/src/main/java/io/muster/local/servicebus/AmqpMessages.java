package io.muster.local.servicebus;

import java.nio.BufferOverflowException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;

/** Encoded messages: reading them, changing what a broker may change, and dressing them for delivery. */
final class AmqpMessages {
    private static final Symbol SCHEDULED_FOR = Symbol.valueOf("x-opt-scheduled-enqueue-time");
    private static final Symbol SEQUENCE = Symbol.valueOf("x-opt-sequence-number");
    private static final Symbol ENQUEUED_AT = Symbol.valueOf("x-opt-enqueued-time");
    private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
    private static final Symbol STATE = Symbol.valueOf("x-opt-message-state");
    private static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");
    private static final int STATE_ACTIVE = 0;
    private static final int STATE_SCHEDULED = 2;

    private static final int SMALLEST_ROOM = 1024;
    private static final int LARGEST_ROOM = 64 * 1024 * 1024;

    private AmqpMessages() {}

    /** Throws {@link IllegalArgumentException} for bytes that are not a whole AMQP message. */
    static Message decode(Binary encoded) {
        Message message = Proton.message();
        try {
            message.decode(encoded.getArray(), encoded.getArrayOffset(), encoded.getLength());
        } catch (RuntimeException e) {
            // proton-j has no common type for what malformed input makes it throw
            throw new IllegalArgumentException("Not an AMQP message", e);
        }
        return message;
    }

    // proton-j tells a size only by encoding, and its counting buffer miscounts maps: so the room is doubled till it
    // fits
    static Binary encode(Message message) {
        for (int room = SMALLEST_ROOM; ; room *= 2) {
            byte[] bytes = new byte[room];
            try {
                return new Binary(bytes, 0, message.encode(bytes, 0, room));
            } catch (BufferOverflowException e) {
                if (room >= LARGEST_ROOM) {
                    throw new IllegalArgumentException("A message is too large to encode", e);
                }
            }
        }
    }

    /** The application properties, as a copy that may be changed. */
    static Map<String, Object> properties(Message message) {
        ApplicationProperties section = message.getApplicationProperties();
        return section == null || section.getValue() == null ? new HashMap<>() : new HashMap<>(section.getValue());
    }

    static Binary withProperties(Binary content, Map<String, Object> added) {
        Message message = decode(content);
        Map<String, Object> properties = properties(message);
        properties.putAll(added);
        message.setApplicationProperties(new ApplicationProperties(properties));
        return encode(message);
    }

    static Binary withDeadLetterSource(Binary content, String queue) {
        Message message = decode(content);
        annotate(message, Map.of(DEAD_LETTER_SOURCE, queue));
        return encode(message);
    }

    /** When the sender wants the message to become active. */
    static Optional<Instant> scheduledFor(Message message) {
        return Optional.ofNullable(message.getMessageAnnotations())
                .flatMap(section -> Optional.ofNullable(section.getValue()))
                .map(annotations -> annotations.get(SCHEDULED_FOR))
                .filter(Date.class::isInstance)
                .map(time -> ((Date) time).toInstant());
    }

    /** The message as a receiver sees it; a lock's end only when it is locked. */
    static Binary forReceiver(StoredMessage stored, Optional<Instant> lockedUntil) {
        Message message = decode(stored.content());
        // The client reads the delivery count from the header of every message without asking whether there is one.
        Header header = Optional.ofNullable(message.getHeader()).orElseGet(Header::new);
        header.setDeliveryCount(UnsignedInteger.valueOf(stored.deliveryCount()));
        message.setHeader(header);
        Map<Symbol, Object> added = new HashMap<>();
        added.put(SEQUENCE, stored.sequence());
        added.put(ENQUEUED_AT, Date.from(stored.enqueuedAt()));
        added.put(STATE, stored.scheduled() ? STATE_SCHEDULED : STATE_ACTIVE);
        lockedUntil.ifPresent(end -> added.put(LOCKED_UNTIL, Date.from(end)));
        annotate(message, added);
        return encode(message);
    }

    private static void annotate(Message message, Map<Symbol, Object> added) {
        Map<Symbol, Object> annotations = new HashMap<>();
        Optional.ofNullable(message.getMessageAnnotations())
                .flatMap(section -> Optional.ofNullable(section.getValue()))
                .ifPresent(annotations::putAll);
        annotations.putAll(added);
        message.setMessageAnnotations(new MessageAnnotations(annotations));
    }
}
