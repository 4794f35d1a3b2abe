package io.muster.local.servicebus;

import java.util.HashMap;
import java.util.Map;

/** What a receiver decided about a message it holds; each case tells the queue what becomes of the message. */
sealed interface Outcome {
    void applyTo(MessageQueue queue, StoredMessage message);

    /** Done: the message goes. */
    record Complete() implements Outcome {
        @Override
        public void applyTo(MessageQueue queue, StoredMessage message) {
            queue.remove(message);
        }
    }

    /** Not looked at: back to its place, uncounted. */
    record Release() implements Outcome {
        @Override
        public void applyTo(MessageQueue queue, StoredMessage message) {
            queue.putBack(message);
        }
    }

    /** Failed: back to its place with one more delivery counted, or dead-lettered when that was the last. */
    record Abandon(Map<String, Object> properties) implements Outcome {
        @Override
        public void applyTo(MessageQueue queue, StoredMessage message) {
            queue.fail(queue.amend(message, properties));
        }
    }

    /** Given up, with properties that usually say why. */
    record DeadLetter(Map<String, Object> properties) implements Outcome {
        static final String REASON = "DeadLetterReason";
        static final String DESCRIPTION = "DeadLetterErrorDescription";

        static DeadLetter because(String reason, String description) {
            return new DeadLetter(new HashMap<>(Map.of(REASON, reason, DESCRIPTION, description)));
        }

        @Override
        public void applyTo(MessageQueue queue, StoredMessage message) {
            queue.bury(message.withContent(AmqpMessages.withProperties(message.content(), properties)));
        }
    }
}
