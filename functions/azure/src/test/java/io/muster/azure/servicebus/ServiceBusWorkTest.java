package io.muster.azure.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.servicebus.ServiceBusMessage;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.PendingWork.Item;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceBusWorkTest {
    private static final IdScope SCOPE = new IdScope("0ne000A1B2C");
    private static final Item ITEM = new Item(new RegistrationId("device-1"), new OperationId("4.ab"), 1);

    private static ServiceBusWork at(int port) {
        String text = "Endpoint=sb://127.0.0.1:" + port
                + ";SharedAccessKeyName=root;SharedAccessKey=cGxhbnRlZA==;UseDevelopmentEmulator=true;";
        Secret connectionString = Secret.of(text.getBytes(StandardCharsets.UTF_8));
        return ServiceBusWork.withConnectionString(SCOPE, "assignments", connectionString, Duration.ofMillis(300));
    }

    private static ServerSocket listener() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    @Test
    @DisplayName(
            "a message goes out as JSON under operationId:attempt, with no session and no partition (seams.md section 6)")
    void form() {
        ServiceBusMessage message = at(1).message(ITEM);

        assertEquals("4.ab:1", message.getMessageId());
        assertEquals("application/json", message.getContentType());
        assertEquals(null, message.getSessionId());
        assertEquals(
                new WorkMessage(SCOPE, ITEM, Optional.empty()),
                WorkMessage.parse(message.getBody().toString()));
    }

    @Test
    @DisplayName("nobody listening is unavailable after three tries, and says nothing of the key")
    void nobodyThere() throws Exception {
        int port;
        try (ServerSocket listener = listener()) {
            port = listener.getLocalPort();
        }
        try (ServiceBusWork work = at(port)) {
            assertUnavailable(work, Duration.ofSeconds(10));
        }
    }

    @Test
    @DisplayName("a broker that accepts and stays silent is unavailable after three tries")
    void silentBroker() throws Exception {
        try (ServerSocket listener = listener();
                ServiceBusWork work = at(listener.getLocalPort())) {
            assertUnavailable(work, Duration.ofSeconds(10));
        }
    }

    private static void assertUnavailable(ServiceBusWork work, Duration longest) {
        long start = System.nanoTime();
        Problem problem = assertThrows(Problem.class, () -> work.send(ITEM));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertTrue(problem.reason().contains("assignments"), problem.reason());
        assertFalse(problem.reason().contains("cGxhbnRlZA"));
        assertTrue(took.compareTo(longest) < 0, "took " + took);
    }

    @Test
    @DisplayName("nothing is connected, and no credential made, before the first message")
    void lazy() {
        ServiceBusWork work = ServiceBusWork.withIdentity(SCOPE, "assignments", "n.servicebus.windows.net", () -> {
            throw new AssertionError("asked for a credential");
        });

        work.close();
    }
}
