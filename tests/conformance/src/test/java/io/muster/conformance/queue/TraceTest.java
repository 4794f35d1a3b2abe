package io.muster.conformance.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 6.4: one trace for each registration across edge, function, queue and hub")
final class TraceTest {
    private static final String FORGED = "0af7651916cd43dd8448eb211c80319c";

    private final LocalStack stack;
    private final DeviceApi devices;
    private final String id = Names.fresh("traced");
    private final String key;

    TraceTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.key = new ServiceApi(stack).individual(id);
    }

    @Test
    @DisplayName(
            "begun by the gateway and not by the device, in the record of the call, and at the hub by way of the queue")
    void endToEnd() {
        stack.hubs().forEach(hub -> hub.script(id, "\"status\":503,\"times\":2"));

        Answer first = devices.send(devices.registerCall(id)
                .with("Authorization", devices.token(id, key))
                .with("traceparent", "00-" + FORGED + "-b7ad6b7169203331-01"));
        assertEquals("assigning", first.text("/status"), first::toString);
        Answer last = devices.finished(id, first.text("/operationId"), key);
        assertEquals("assigned", last.text("/status"), last::toString);

        List<String> calls =
                stack.hub(last.text("/registrationState/assignedHub")).traces(id);
        assertTrue(calls.size() >= 2, () -> "the request's try and the queue's at the least: " + calls);
        Set<String> traces = calls.stream().map(TraceTest::traceId).collect(Collectors.toSet());
        assertEquals(1, traces.size(), calls::toString);
        String trace = traces.iterator().next();
        assertTrue(trace.matches("(?!0{32})[0-9a-f]{32}"), trace);
        assertFalse(trace.equals(FORGED), "the device's own word");
        boolean recorded =
                Patience.until(Duration.ofSeconds(30), () -> isRecorded(trace, "AttestationAttempt"), found -> found);
        assertTrue(recorded, "the record of the register call names it");
    }

    @Test
    @DisplayName("another for each call: two devices' registrations have nothing in common")
    void another() {
        String other = Names.fresh("traced");
        String othersKey = new ServiceApi(stack).individual(other);

        assertEquals("assigned", devices.provision(id, key).text("/status"));
        assertEquals("assigned", devices.provision(other, othersKey).text("/status"));

        assertFalse(traceAtHub(id).equals(traceAtHub(other)));
    }

    private String traceAtHub(String device) {
        return stack.hubs().stream()
                .flatMap(hub -> hub.traces(device).stream())
                .map(TraceTest::traceId)
                .findFirst()
                .orElseThrow();
    }

    private static String traceId(String traceparent) {
        String[] fields = traceparent.split("-", -1);
        return fields.length == 4 ? fields[1] : "none in '" + traceparent + "'";
    }

    /** Whether some process has logged a record of this device's call within the trace. */
    private boolean isRecorded(String trace, String operation) {
        try (Stream<Path> files = Files.walk(stack.logs())) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> text(file).lines())
                    .anyMatch(line -> line.contains("\"CorrelationId\":\"" + trace + '"')
                            && line.contains(operation)
                            && line.contains(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
