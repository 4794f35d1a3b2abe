package io.muster.core.testkit;

import io.muster.core.registration.PendingWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The queue: at least once, peek-lock, with scheduled messages. A handler that throws has the message delivered again. */
public final class InMemoryWork implements PendingWork {
    private final List<Message> messages = new ArrayList<>();
    private final InstantSource clock;
    private final Journal journal;
    private long sequence;

    public InMemoryWork(InstantSource clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** A message in the queue, to be delivered from {@code at} on. */
    public record Message(long sequenceNumber, Item item, Instant at) {}

    @Override
    public void send(Item item) {
        journal.before("work.send");
        add(item, clock.instant());
        journal.after("work.send");
    }

    @Override
    public Ticket schedule(Item item, Instant at) {
        journal.before("work.schedule");
        Ticket ticket = new Ticket(add(item, at));
        journal.after("work.schedule");
        return ticket;
    }

    @Override
    public void cancel(Ticket ticket) {
        journal.before("work.cancel");
        messages.removeIf(message -> message.sequenceNumber() == ticket.sequenceNumber());
        journal.after("work.cancel");
    }

    /** What is in the queue, the next to be delivered first. */
    public List<Message> messages() {
        return messages.stream()
                .sorted(Comparator.comparing(Message::at).thenComparing(Message::sequenceNumber))
                .toList();
    }

    /** The next message that is due now. */
    public Optional<Message> due() {
        return messages().stream()
                .filter(message -> !message.at().isAfter(clock.instant()))
                .findFirst();
    }

    /** Delivers one message; it is gone when the handler returns and stays when it throws. */
    public void deliver(Message message, Consumer<Item> handler) {
        handler.accept(message.item());
        messages.remove(message);
    }

    private long add(Item item, Instant at) {
        sequence++;
        messages.add(new Message(sequence, item, at));
        return sequence;
    }
}
