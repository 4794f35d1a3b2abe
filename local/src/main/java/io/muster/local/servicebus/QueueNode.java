package io.muster.local.servicebus;

import java.util.ArrayDeque;
import java.util.Deque;

/** A queue and the receivers attached to it, served in turn. */
final class QueueNode {
    private final MessageQueue queue;
    private final Deque<ConsumerLink> consumers = new ArrayDeque<>();

    QueueNode(MessageQueue queue) {
        this.queue = queue;
    }

    MessageQueue queue() {
        return queue;
    }

    void attach(ConsumerLink consumer) {
        consumers.add(consumer);
    }

    void detach(ConsumerLink consumer) {
        consumers.remove(consumer);
    }

    /** Hands out messages while there is one and a receiver that wants it. */
    void pump() {
        int idle = 0;
        while (idle < consumers.size()) {
            ConsumerLink consumer = consumers.removeFirst();
            consumers.addLast(consumer);
            idle = consumer.deliverNext() ? 0 : idle + 1;
        }
        consumers.forEach(ConsumerLink::finishDrain);
    }
}
