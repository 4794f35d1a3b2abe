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
@DisplayName("The Node service SDK: bulk operations, queries, records")
final class NodeFleetTest {
    private final LocalStack stack;
    private JsonNode result = MissingNode.getInstance();

    NodeFleetTest(LocalStack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void run() throws IOException, InterruptedException {
        result = new NodeScript(stack).run("fleet.js");
    }

    @Test
    @DisplayName("6.11: bulk operations succeed, and say what did not")
    void bulk() {
        assertTrue(result.at("/created/isSuccessful").asBoolean(), result::toString);
        assertTrue(result.at("/deleted/isSuccessful").asBoolean(), result::toString);
        assertFalse(result.at("/again/isSuccessful").asBoolean(true), result::toString);
        assertEquals(409201, result.at("/again/errors/0/errorCode").asInt(), result::toString);
    }

    @Test
    @DisplayName("clients.md 32: queries page to their end")
    void pages() {
        assertEquals("[2,1]", result.path("listed").toString());
        assertEquals("[2,1]", result.path("members").toString());
        assertEquals("[1]", result.path("groups").toString());
        assertTrue(result.path("everything").asInt() > 0, result::toString);
    }

    @Test
    @DisplayName("S13, S14: a record is read and deleted with its etag")
    void records() {
        assertEquals("assigned", result.at("/state/status").asText(), result::toString);
        assertEquals(404, result.path("gone").asInt(), result::toString);
        assertEquals("symmetricKey", result.at("/mechanism/type").asText(), result::toString);
    }
}
