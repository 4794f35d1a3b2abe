package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;

/** The states of messages over time, with a clock that the test moves. */
class MessageQueueTest {
    private static final Duration LOCK = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final TestClock clock = new TestClock();
    private final List<Change> changes = new ArrayList<>();
    private final Journal recorder = new Recorder(changes);
    private final QueueNodes nodes = nodes(recorder);
    private final MessageQueue queue = find(nodes, "q");

    @Test
    void aLockHoldsToItsEndAndNotLonger() {
        // given
        queue.enqueue(content("a"), Instant.EPOCH);
        UUID token = queue.lockNext().orElseThrow().token();

        // when
        clock.advance(LOCK.minus(MOMENT));
        queue.elapse();

        // then
        assertEquals(new QueueDepth(0, 0, 1, 0), queue.depth());
        clock.advance(MOMENT);
        assertFalse(queue.settle(token, new Outcome.Complete()), "over, though time has not been taken note of");
        queue.elapse();
        assertEquals(1, queue.lockNext().orElseThrow().message().deliveryCount());
    }

    @Test
    void aRenewedLockOutlivesItsFirstEnd() {
        // given
        queue.enqueue(content("a"), Instant.EPOCH);
        UUID token = queue.lockNext().orElseThrow().token();

        // when
        clock.advance(LOCK.minus(MOMENT));
        Instant end = queue.renew(token).orElseThrow();
        clock.advance(LOCK.minus(MOMENT));
        queue.elapse();

        // then
        assertEquals(clock.instant().plus(MOMENT), end);
        assertTrue(queue.settle(token, new Outcome.Complete()));
        assertEquals(new QueueDepth(0, 0, 0, 0), queue.depth());
    }

    @Test
    void expiriesCountTowardsTheMostDeliveries() {
        // given
        queue.enqueue(content("a"), Instant.EPOCH);

        // when
        for (int delivery = 0; delivery < 3; delivery++) {
            assertEquals(delivery, queue.lockNext().orElseThrow().message().deliveryCount());
            clock.advance(LOCK);
            queue.elapse();
        }

        // then
        assertEquals(new QueueDepth(0, 0, 0, 1), queue.depth());
    }

    @Test
    void aReleasedMessageKeepsItsPlaceAndItsCount() {
        // given
        queue.enqueue(content("a"), Instant.EPOCH);
        queue.enqueue(content("b"), Instant.EPOCH);
        MessageLock first = queue.lockNext().orElseThrow();

        // when
        queue.settle(first.token(), new Outcome.Release());

        // then
        assertEquals(first.message(), queue.lockNext().orElseThrow().message());
    }

    @Test
    void scheduledMessagesBecomeActiveByTheirTimeNotTheirNumber() {
        // given
        queue.enqueue(content("late"), clock.instant().plusSeconds(20));
        queue.enqueue(content("early"), clock.instant().plusSeconds(10));

        // when
        clock.advance(Duration.ofSeconds(20));
        queue.elapse();

        // then
        StoredMessage first = queue.takeNext().orElseThrow();
        assertEquals("early", body(first));
        assertEquals(3, first.sequence(), "an active message is numbered as if it had come just now");
        assertEquals("late", body(queue.takeNext().orElseThrow()));
    }

    /** Seeded: whatever happened, the journal and the rewritten journal rebuild what is there, with locks let go. */
    @Test
    void theJournalRebuildsWhatHappened() {
        for (long seed = 1; seed <= 200; seed++) {
            changes.clear();
            QueueNodes live = nodes(recorder);
            MessageQueue busy = find(live, "q");
            Random random = new Random(seed);
            for (int step = 0; step < 60; step++) {
                anything(busy, random);
            }
            List<Change> replayed = List.copyOf(changes);

            QueueNodes reborn = nodes(Journal.NONE);
            reborn.restore(replayed);
            QueueNodes compacted = nodes(Journal.NONE);
            compacted.restore(live.state());

            assertEquals(live.state(), reborn.state(), "replay, seed " + seed);
            assertEquals(live.state(), compacted.state(), "rewrite, seed " + seed);
        }
    }

    private void anything(MessageQueue busy, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> busy.enqueue(content("m" + random.nextInt()), Instant.EPOCH);
            case 2 -> busy.enqueue(content("s"), clock.instant().plusSeconds(random.nextInt(60)));
            case 3 -> busy.lockNext().ifPresent(lock -> busy.settle(lock.token(), new Outcome.Complete()));
            case 4 ->
                busy.lockNext()
                        .ifPresent(
                                lock -> busy.settle(lock.token(), new Outcome.Abandon(Map.of("n", random.nextInt()))));
            case 5 ->
                busy.lockNext().ifPresent(lock -> busy.settle(lock.token(), Outcome.DeadLetter.because("r", "d")));
            case 6 -> busy.cancel(random.nextInt(40));
            default -> {
                busy.lockNext();
                clock.advance(Duration.ofSeconds(random.nextInt(20)));
                busy.elapse();
            }
        }
    }

    private QueueNodes nodes(Journal journal) {
        QueueNodes made = new QueueNodes(clock, journal);
        made.declare("q", new QueueSettings(LOCK, 3));
        return made;
    }

    private static MessageQueue find(QueueNodes nodes, String name) {
        return nodes.find(new EntityPath(name)).orElseThrow().queue();
    }

    private static Binary content(String body) {
        Message message = Proton.message();
        message.setBody(new AmqpValue(body));
        return AmqpMessages.encode(message);
    }

    private static Object body(StoredMessage message) {
        return ((AmqpValue) AmqpMessages.decode(message.content()).getBody()).getValue();
    }

    /** Keeps the changes in memory, through the codec, as a file would. */
    private record Recorder(List<Change> kept) implements Journal {
        @Override
        public void record(Change change) {
            kept.addAll(JournalCodec.changes(JournalCodec.line(List.of(change))));
        }

        @Override
        public void commit(Supplier<List<Change>> state) {}

        @Override
        public void close() {}
    }
}
