package io.muster.conformance.nodesdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The Node SDKs: enroll, register over HTTPS, be refused, delete")
final class NodeSdkTest {
    private final LocalStack stack;
    private JsonNode result = MissingNode.getInstance();

    NodeSdkTest(LocalStack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void run() throws IOException, InterruptedException {
        result = new NodeScript(stack).run("provision.js");
    }

    @Test
    @DisplayName(
            "issue 2.12: an individual device and a group's are assigned, and registering again ends on the same hub")
    void assigned() {
        for (String each : new String[] {"individual", "grouped", "again"}) {
            JsonNode state = result.path(each);
            assertEquals("assigned", state.path("status").asText(), result::toString);
            assertTrue(stack.hubs().stream()
                    .anyMatch(hub -> hub.host().equals(state.path("assignedHub").asText())));
        }
        assertTrue(result.at("/individual/deviceId").asText().endsWith("-alone-device"), result::toString);
        assertEquals(result.at("/grouped/assignedHub"), result.at("/again/assignedHub"));
    }

    @Test
    @DisplayName("clients.md 36: the PUT's answer and the mechanism look-up show the same keys, a GET none")
    void keys() {
        assertTrue(result.path("keysAreTheSame").asBoolean(), result::toString);
        assertFalse(result.path("getShowsKeys").asBoolean(true), result::toString);
    }

    @Test
    @DisplayName("6.9, clients.md 33: the SDK's stale etag is refused with 412")
    void staleEtag() {
        assertEquals(412, result.at("/stale/status").asInt(), result::toString);
    }

    @Test
    @DisplayName("seams 3: a wrong key is refused, with an error the SDK knows")
    void wrongKey() {
        assertEquals("UnauthorizedError", result.at("/wrongKey/name").asText(), result::toString);
    }

    @Test
    @DisplayName("clients.md 39: what was deleted is 404")
    void deleted() {
        assertEquals(404, result.at("/gone/status").asInt(), result::toString);
        assertEquals(404, result.at("/goneGroup/status").asInt(), result::toString);
    }
}
