package io.muster.conformance.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("A process killed in the middle of an operation")
final class CrashTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final DeviceApi devices;
    private final String id = Names.fresh("survivor");
    private final String key;

    CrashTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.key = new ServiceApi(stack).individual(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions-work", "functions-http-1"})
    @DisplayName("issue 2.6: the operation still ends assigned, and the process runs again")
    void stillAssigned(String name) {
        stack.hubs().forEach(hub -> hub.script(id, "\"delayMs\":4000,\"times\":2"));
        Answer first = devices.register(id, key);
        assertEquals("assigning", first.text("/status"), first::toString);

        ProcessHandle victim = stack.process(name).orElseThrow();
        assertTrue(victim.destroyForcibly());
        assertTrue(victim.onExit().join().pid() > 0);

        Answer last = Patience.until(
                LONGEST,
                () -> devices.operation(id, first.text("/operationId"), key),
                // While a process starts again its neighbour answers, or the edge says 503.
                answer -> answer.status() == 200);
        assertEquals("assigned", last.text("/status"), last::toString);
        Optional<ProcessHandle> again = Patience.until(LONGEST, () -> stack.process(name), Optional::isPresent);
        assertTrue(again.orElseThrow().isAlive());
    }
}
