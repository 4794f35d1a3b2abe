package io.muster.local.servicebus;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** A queue's messages and their states; knows nothing of links. Not thread-safe: the broker's loop owns it. */
final class MessageQueue {
    private static final Comparator<StoredMessage> BY_TIME =
            Comparator.comparing(StoredMessage::enqueuedAt).thenComparing(StoredMessage::sequence);

    private final String name;
    private final QueueSettings settings;
    private final Clock clock;
    private final Journal journal;
    private final @Nullable MessageQueue deadLetters;

    private final TreeMap<Long, StoredMessage> active = new TreeMap<>();
    private final TreeMap<Long, StoredMessage> scheduled = new TreeMap<>();
    private final Map<UUID, MessageLock> locked = new HashMap<>();
    private final QueueTally tally = new QueueTally();
    private long next = 1;

    MessageQueue(
            String name, QueueSettings settings, Clock clock, Journal journal, @Nullable MessageQueue deadLetters) {
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        this.deadLetters = deadLetters;
    }

    String name() {
        return name;
    }

    /** Takes a message in, to be active at once or, if that moment is still to come, then. */
    long enqueue(Binary content, Instant visibleAt) {
        tally.sent();
        Instant now = clock.instant();
        boolean later = visibleAt.isAfter(now);
        return store(new StoredMessage(next++, later ? visibleAt : now, later, 0, content));
    }

    /** Takes a scheduled message back; false when there is none of that number (any more). */
    boolean cancel(long sequence) {
        Optional<StoredMessage> cancelled = Optional.ofNullable(scheduled.remove(sequence));
        tally.cancelled();
        cancelled.ifPresent(this::remove);
        return cancelled.isPresent();
    }

    /** Locks the oldest active message. */
    Optional<MessageLock> lockNext() {
        return Optional.ofNullable(active.pollFirstEntry()).map(first -> {
            MessageLock lock = new MessageLock(UUID.randomUUID(), first.getValue(), newLockEnd());
            locked.put(lock.token(), lock);
            tally.delivered();
            return lock;
        });
    }

    /** Removes the oldest active message for a receiver that takes the risk of losing it. */
    Optional<StoredMessage> takeNext() {
        Optional<StoredMessage> taken =
                Optional.ofNullable(active.pollFirstEntry()).map(Map.Entry::getValue);
        taken.ifPresent(message -> {
            tally.delivered();
            remove(message);
        });
        return taken;
    }

    /** Of the message that a lock is on. */
    Optional<Binary> content(UUID token) {
        return Optional.ofNullable(locked.get(token)).map(lock -> lock.message().content());
    }

    /** Ends a lock; false when the token holds nothing (any more). */
    boolean settle(UUID token, Outcome outcome) {
        tally.settled();
        MessageLock lock = locked.get(token);
        if (lock == null || !lock.until().isAfter(clock.instant())) {
            return false;
        }
        locked.remove(token);
        outcome.applyTo(this, lock.message());
        return true;
    }

    /** The lock's new end; empty when the token holds nothing (any more). */
    Optional<Instant> renew(UUID token) {
        tally.renewed();
        MessageLock held = locked.get(token);
        if (held == null || !held.until().isAfter(clock.instant())) {
            return Optional.empty();
        }
        MessageLock renewed = held.renewed(newLockEnd());
        locked.put(token, renewed);
        return Optional.of(renewed.until());
    }

    /** Up to {@code most} messages in any state, from that sequence number on. */
    List<StoredMessage> peek(long from, int most) {
        Stream<StoredMessage> all = Stream.of(
                        active.values().stream(),
                        scheduled.values().stream(),
                        locked.values().stream().map(MessageLock::message))
                .flatMap(states -> states);
        return all.filter(message -> message.sequence() >= from)
                .sorted(Comparator.comparing(StoredMessage::sequence))
                .limit(most)
                .toList();
    }

    /** Lets time pass: locks that ended count as a failed delivery, scheduled messages that are due become active. */
    void elapse() {
        Instant now = clock.instant();
        List.copyOf(locked.values()).stream()
                .filter(lock -> !lock.until().isAfter(now))
                .sorted(Comparator.comparing(lock -> lock.message().sequence()))
                .forEach(lock -> {
                    locked.remove(lock.token());
                    fail(lock.message());
                });
        List<StoredMessage> due = scheduled.values().stream()
                .filter(message -> !message.enqueuedAt().isAfter(now))
                .sorted(BY_TIME)
                .toList();
        due.forEach(message -> activate(message, now));
    }

    /** What was asked of this queue since the broker was started. */
    QueueTally tally() {
        return tally;
    }

    QueueDepth depth() {
        int dead = deadLetters == null ? 0 : deadLetters.depth().total();
        return new QueueDepth(active.size(), scheduled.size(), locked.size(), dead);
    }

    /** Replays one change of the journal, without journalling it again. */
    void restore(Change change) {
        if (change instanceof Change.Put put) {
            long sequence = put.message().sequence();
            (put.message().scheduled() ? scheduled : active).put(sequence, put.message());
            next = Math.max(next, sequence + 1);
        } else if (change instanceof Change.Drop drop) {
            active.remove(drop.sequence());
            scheduled.remove(drop.sequence());
        } else if (change instanceof Change.Counted counted) {
            active.computeIfPresent(counted.sequence(), (n, message) -> message.counted(counted.deliveryCount()));
        } else if (change instanceof Change.Next given) {
            next = Math.max(next, given.sequence());
        }
    }

    /** The changes that rebuild this queue from nothing. */
    List<Change> state() {
        List<Change> state = new ArrayList<>();
        state.add(new Change.Next(name, next));
        peek(0, Integer.MAX_VALUE).forEach(message -> state.add(new Change.Put(name, message)));
        return state;
    }

    void remove(StoredMessage message) {
        journal.record(new Change.Drop(name, message.sequence()));
    }

    void putBack(StoredMessage message) {
        active.put(message.sequence(), message);
    }

    /** The message with these application properties added, journalled if that changes it. */
    StoredMessage amend(StoredMessage message, Map<String, Object> properties) {
        if (properties.isEmpty()) {
            return message;
        }
        StoredMessage amended = message.withContent(AmqpMessages.withProperties(message.content(), properties));
        journal.record(new Change.Put(name, amended));
        return amended;
    }

    void fail(StoredMessage message) {
        StoredMessage failed = message.counted(message.deliveryCount() + 1);
        if (failed.deliveryCount() >= settings.maxDeliveryCount()) {
            String description = "No receiver completed it in " + settings.maxDeliveryCount() + " deliveries.";
            Outcome.DeadLetter.because("MaxDeliveryCountExceeded", description).applyTo(this, failed);
            return;
        }
        active.put(failed.sequence(), failed);
        journal.record(new Change.Counted(name, failed.sequence(), failed.deliveryCount()));
    }

    /** Moves the message to the dead-letter queue; out of that one there is no further way, so there it stays. */
    void bury(StoredMessage message) {
        if (deadLetters == null) {
            putBack(message);
            return;
        }
        deadLetters.receiveDead(message, name);
        remove(message);
    }

    private void receiveDead(StoredMessage message, String source) {
        StoredMessage moved = message.withContent(AmqpMessages.withDeadLetterSource(message.content(), source));
        store(moved.activated(next++, clock.instant()));
    }

    // A scheduled message joins the end of the queue when its time comes, under a new number, as in the real service.
    private void activate(StoredMessage message, Instant now) {
        scheduled.remove(message.sequence());
        remove(message);
        store(message.activated(next++, now));
    }

    private long store(StoredMessage message) {
        (message.scheduled() ? scheduled : active).put(message.sequence(), message);
        journal.record(new Change.Put(name, message));
        return message.sequence();
    }

    private Instant newLockEnd() {
        return clock.instant().plus(settings.lock());
    }
}
