package io.muster.local.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client's processor, which takes messages side by side and settles them itself. */
class ProcessorTest {
    private static final int MESSAGES = 200;

    @Test
    void everyMessageIsProcessedThoughTheConnectionDropsInBetween() throws Exception {
        try (TestBroker broker = TestBroker.withShortLocks()) {
            // given
            Set<String> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch some = new CountDownLatch(MESSAGES / 4);
            CountDownLatch all = new CountDownLatch(MESSAGES);
            try (ServiceBusProcessorClient processor = broker.client()
                    .processor()
                    .queueName(TestBroker.QUEUE)
                    .maxConcurrentCalls(4)
                    .processMessage(context -> {
                        if (seen.add(context.getMessage().getBody().toString())) {
                            some.countDown();
                            all.countDown();
                        }
                    })
                    .processError(context -> {})
                    .buildProcessorClient()) {
                processor.start();

                // when
                broker.sender()
                        .sendMessages(IntStream.range(0, MESSAGES)
                                .mapToObj(n -> new ServiceBusMessage("m" + n))
                                .toList());
                assertTrue(some.await(60, TimeUnit.SECONDS), "none came at first");
                broker.admin("POST", "/connections/drop");

                // then
                assertTrue(all.await(60, TimeUnit.SECONDS), () -> "only " + seen.size() + " came");
            }
            assertEquals(0, broker.depth().dead());
        }
    }
}
