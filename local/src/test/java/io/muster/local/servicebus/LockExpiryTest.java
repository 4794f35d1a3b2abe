package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A lock that nobody ends in time. That a second delivery came is the proof that the first one's lock is over. */
class LockExpiryTest {
    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.withShortLocks();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void anExpiredLockCanNeitherSettleNorBeRenewed() {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("slow"));
        ServiceBusReceiverClient receiver = broker.receiver();
        ServiceBusReceivedMessage first = TestBroker.take(receiver);

        // when
        ServiceBusReceivedMessage second = TestBroker.take(receiver);

        // then
        assertEquals("slow", second.getBody().toString());
        assertTrue(second.getDeliveryCount() >= 1);
        assertEquals(ServiceBusFailureReason.MESSAGE_LOCK_LOST, reason(() -> receiver.complete(first)));
        assertEquals(ServiceBusFailureReason.MESSAGE_LOCK_LOST, reason(() -> receiver.renewMessageLock(first)));
    }

    @Test
    void aMessageHeldByAKilledProcessComesAgain() throws Exception {
        // given
        broker.sender().sendMessage(new ServiceBusMessage("orphan"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName());
        builder.environment().put("HOLDER_CONNECTION", broker.connectionString());
        Process holder = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals("held", holder.inputReader(StandardCharsets.UTF_8).readLine());

        // when
        holder.destroyForcibly();

        // then
        assertEquals("orphan", TestBroker.take(broker.receiver()).getBody().toString());
        assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
    }

    private static ServiceBusFailureReason reason(Executable action) {
        return assertThrows(ServiceBusException.class, action).getReason();
    }

    /** A process that takes a message and then does nothing with it. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            ServiceBusReceiverClient receiver = TestBroker.client(System.getenv("HOLDER_CONNECTION"))
                    .receiver()
                    .queueName(TestBroker.QUEUE)
                    .buildClient();
            TestBroker.take(receiver);
            System.out.println("held");
            Thread.currentThread().join();
        }
    }
}
