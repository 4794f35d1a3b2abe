package io.muster.core.testkit;

import io.muster.core.deprovision.Order;
import io.muster.core.deprovision.Orders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The queue as far as it carries orders: at least once; a handler that throws has the message delivered again. */
public final class InMemoryOrders implements Orders {
    private final List<Message> messages = new ArrayList<>();
    private final ManualClock clock;
    private final Journal journal;

    public InMemoryOrders(ManualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** A message in the queue, to be delivered from {@code at} on. */
    public record Message(Order order, Instant at) {}

    @Override
    public void send(Order order) {
        journal.before("orders.send");
        messages.add(new Message(order, clock.instant()));
        journal.after("orders.send");
    }

    @Override
    public void schedule(Order order, Instant at) {
        journal.before("orders.schedule");
        messages.add(new Message(order, at));
        journal.after("orders.schedule");
    }

    /** What is in the queue, the next to be delivered first. */
    public List<Message> messages() {
        return messages.stream().sorted(Comparator.comparing(Message::at)).toList();
    }

    /** Delivers the next message that is due; false when there is none. */
    public boolean deliverOne(Consumer<Order> handler) {
        Optional<Message> due = messages().stream()
                .filter(message -> !message.at().isAfter(clock.instant()))
                .findFirst();
        due.ifPresent(message -> {
            handler.accept(message.order());
            messages.remove(message);
        });
        return due.isPresent();
    }

    /** Delivers all that are due now, and those that come of them. */
    public void deliverDue(Consumer<Order> handler) {
        while (deliverOne(handler)) {
            // Until none is due.
        }
    }

    /** Moves the clock from message to message and delivers each, until the queue is empty. */
    public void drain(Consumer<Order> handler) {
        while (!messages.isEmpty()) {
            clock.advanceTo(messages().get(0).at());
            boolean unused = deliverOne(handler);
        }
    }
}
