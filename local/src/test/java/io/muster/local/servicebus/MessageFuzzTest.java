package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;

/** Seeded: damaged messages are refused in the one way the links expect, and damaged requests get an answer. */
class MessageFuzzTest {
    private static final int ROUNDS = 20_000;

    @Test
    void aDamagedMessageOrBatchIsDecodedOrRefusedAsSuch() {
        int refused = 0;
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Binary damaged = damage(request("com.microsoft:peek-message"), new Random(seed));
            refused += refuses(seed, () -> AmqpMessages.encode(AmqpMessages.decode(damaged))) ? 1 : 0;
            refused += refuses(seed, () -> MessageBatch.split(damaged)) ? 1 : 0;
        }
        assertTrue(refused > 0, "the damage was never noticed");
    }

    @Test
    void aDamagedManagementRequestIsAnsweredOrRefused() {
        QueueNodes nodes = new QueueNodes(new TestClock(), Journal.NONE);
        nodes.declare("q", QueueSettings.DEFAULT);
        ManagementNode node = new ManagementNode(
                nodes.find(new EntityPath("q")).orElseThrow().queue(), new SendFaults(new TestClock()));
        String[] operations = {"peek-message", "renew-lock", "schedule-message", "update-disposition", "anything"};
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            String operation = "com.microsoft:" + operations[random.nextInt(operations.length)];
            Binary damaged = damage(request(operation), random);
            refuses(seed, () -> {
                try {
                    node.answer(AmqpMessages.decode(damaged));
                } catch (RefusedException e) {
                    assertTrue(e.error().status() >= 400);
                }
            });
        }
    }

    private static boolean refuses(long seed, Runnable work) {
        try {
            work.run();
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static Binary request(String operation) {
        Message message = Proton.message();
        message.setMessageId("id");
        message.setApplicationProperties(new ApplicationProperties(Map.of("operation", operation)));
        message.setBody(new AmqpValue(Map.of("from-sequence-number", 1L, "message-count", 2, "lock-tokens", "x")));
        return AmqpMessages.encode(message);
    }

    private static Binary damage(Binary whole, Random random) {
        byte[] bytes = new byte[whole.getLength()];
        whole.asByteBuffer().get(bytes);
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return new Binary(bytes, 0, 1 + random.nextInt(bytes.length));
    }
}
