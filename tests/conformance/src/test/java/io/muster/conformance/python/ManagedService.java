package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The service as the vendor's Python management SDK reads and writes it, a step of {@code service.py} at a time. */
final class ManagedService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final String client;
    private final String version;

    /** @param client of the stack's token issuer */
    ManagedService(LocalStack stack, String client, String version) {
        this.stack = stack;
        this.client = client;
        this.version = version;
    }

    String name() {
        return stack.serviceHost().split("\\.", 2)[0];
    }

    JsonNode step(String step) throws IOException, InterruptedException {
        return step(step, Map.of());
    }

    /** What a step printed; fails with the SDK's error when it raised one. */
    JsonNode step(String step, Object wanted) throws IOException, InterruptedException {
        Python.Ended ended = run(step, wanted);
        assertEquals(0, ended.exit(), ended::errors);
        return JSON.readTree(ended.out());
    }

    /** The SDK's error in which a step ends. */
    String failure(String step, Object wanted) throws IOException, InterruptedException {
        Python.Ended ended = run(step, wanted);
        assertEquals(1, ended.exit(), ended::out);
        return ended.errors();
    }

    private Python.Ended run(String step, Object wanted) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "MUSTER_WANTED",
                JSON.writeValueAsString(wanted),
                "MUSTER_NAME",
                "",
                "MUSTER_SERVICE_NAME",
                name(),
                "MUSTER_BASE",
                stack.edge().toString(),
                "MUSTER_API_VERSION",
                version,
                "MUSTER_TOKEN",
                stack.issuer().oldToken(client, 0),
                "NO_PROXY",
                "localhost");
        return new Python(stack).run("python", Python.FOLDER, List.of("service.py", step), environment);
    }
}
