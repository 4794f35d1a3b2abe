package io.muster.local.servicebus;

import io.muster.local.servicebus.Holds.Call;
import io.muster.local.servicebus.Holds.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.message.Message;

/** A queue's {@code $management}: what a client asks for by request instead of by link. */
final class ManagementNode implements RequestNode {
    private static final String VENDOR = "com.microsoft:";
    private static final int MOST_PEEKED = 1000;

    private final MessageQueue queue;
    private final SendFaults faults;

    ManagementNode(MessageQueue queue, SendFaults faults) {
        this.queue = queue;
        this.faults = faults;
    }

    @Override
    public Optional<Message> answer(Message request) {
        String operation = String.valueOf(AmqpMessages.properties(request).get("operation"));
        Arguments arguments = Arguments.of(request);
        return switch (operation.replaceFirst("^" + VENDOR, "")) {
            case "renew-lock" -> Optional.of(renewLocks(arguments));
            case "update-disposition" -> Optional.of(settle(arguments));
            case "schedule-message" -> schedule(arguments);
            case "cancel-scheduled-message" -> cancel(arguments);
            case "peek-message" -> Optional.of(peek(arguments));
            default -> throw new RefusedException(AmqpError.notImplemented("operation " + operation));
        };
    }

    // Results travel as arrays of objects: proton-j cannot encode an array of primitives inside a map.
    private Message renewLocks(Arguments arguments) {
        List<Date> ends = new ArrayList<>();
        for (UUID token : arguments.list("lock-tokens", UUID.class)) {
            Instant end = queue.renew(token).orElseThrow(() -> new RefusedException(AmqpError.LOCK_LOST));
            ends.add(Date.from(end));
        }
        return ok(Map.of("expirations", ends.toArray(Date[]::new)));
    }

    private Message settle(Arguments arguments) {
        String status = arguments.text("disposition-status").orElse("");
        Outcome outcome = Outcomes.of(status, arguments)
                .orElseThrow(() -> new RefusedException(AmqpError.notImplemented("disposition " + status)));
        for (UUID token : arguments.list("lock-tokens", UUID.class)) {
            if (!queue.settle(token, outcome)) {
                throw new RefusedException(AmqpError.LOCK_LOST);
            }
        }
        return ok(Map.of());
    }

    private Optional<Message> schedule(Arguments arguments) {
        List<Message> messages = arguments.list("messages", Map.class).stream()
                .map(ManagementNode::scheduled)
                .toList();
        faults.next().ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        When held = messages.isEmpty()
                ? When.NEVER
                : faults.holds().meet(Call.SCHEDULE, AmqpMessages.encode(messages.get(0)));
        if (held == When.BEFORE) {
            return Optional.empty();
        }
        Long[] sequences = messages.stream()
                .map(message -> queue.enqueue(
                        AmqpMessages.encode(message),
                        AmqpMessages.scheduledFor(message).orElse(Instant.EPOCH)))
                .toArray(Long[]::new);
        return held == When.AFTER ? Optional.empty() : Optional.of(ok(Map.of("sequence-numbers", sequences)));
    }

    private static Message scheduled(Map<?, ?> entry) {
        try {
            if (entry.get("message") instanceof Binary encoded) {
                return AmqpMessages.decode(encoded);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(AmqpError.invalid("A message cannot be decoded."), e);
        }
        throw Arguments.fault("message");
    }

    private Optional<Message> cancel(Arguments arguments) {
        When held = When.NEVER;
        for (long sequence : arguments.list("sequence-numbers", Long.class)) {
            held = queue.peek(sequence, 1).stream()
                    .filter(message -> message.sequence() == sequence)
                    .map(message -> faults.holds().meet(Call.CANCEL, message.content()))
                    .findFirst()
                    .orElse(When.NEVER);
            if (held == When.BEFORE) {
                return Optional.empty();
            }
            if (!queue.cancel(sequence)) {
                throw new RefusedException(AmqpError.NO_SUCH_MESSAGE);
            }
        }
        return held == When.AFTER ? Optional.empty() : Optional.of(ok(Map.of()));
    }

    private Message peek(Arguments arguments) {
        int most = (int) Math.max(1, Math.min(MOST_PEEKED, arguments.number("message-count")));
        List<Map<String, Object>> peeked = queue.peek(arguments.number("from-sequence-number"), most).stream()
                .map(message -> Map.<String, Object>of("message", AmqpMessages.forReceiver(message, Optional.empty())))
                .toList();
        return peeked.isEmpty() ? Replies.of(204, "No messages", Map.of()) : ok(Map.of("messages", peeked));
    }

    private static Message ok(Map<String, Object> result) {
        return Replies.of(200, "OK", result);
    }
}
