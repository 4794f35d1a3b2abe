package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("The Python service SDK: its documented operations")
final class PythonSdkTest {
    private final LocalStack stack;
    private final Python python;

    PythonSdkTest(LocalStack stack) {
        this.stack = stack;
        this.python = new Python(stack);
    }

    @ParameterizedTest
    @ValueSource(strings = {"individual", "group"})
    @DisplayName("issue 3: create, get, update with etag, attestation mechanism, delete")
    void life(String use) throws IOException, InterruptedException {
        JsonNode result = python.provision(use, Map.of());

        assertEquals("[\"ResourceExistsError\",409]", result.path("taken").toString(), result::toString);
        assertEquals("[\"ResourceNotFoundError\",404]", result.path("gone").toString(), result::toString);
        assertEquals(
                "[\"ResourceNotFoundError\",404]", result.path("deletedAgain").toString(), result::toString);
        assertEquals(412, result.at("/stale/1").asInt(), result::toString);
        assertEquals(412, result.at("/staleDelete/1").asInt(), result::toString);
        assertEquals("disabled", result.at("/updated/provisioningStatus").asText(), result::toString);
        assertEquals("enabled", result.path("replaced").asText(), result::toString);
        assertEquals(64, result.path("keyBytes").asInt(), result::toString);
        assertFalse(result.path("getShowsKeys").asBoolean(true), result::toString);
        for (String truth : List.of("sameEtag", "newEtag", "keysAreTheSame")) {
            assertTrue(result.path(truth).asBoolean(), () -> truth + ": " + result);
        }
    }

    @Test
    @DisplayName("A wrong key and an attestation nobody knows are errors that the SDK knows")
    void refusals() throws IOException, InterruptedException {
        JsonNode result = python.provision("strangers", Map.of());

        assertEquals(
                "[\"ClientAuthenticationError\",401]", result.path("wrongKey").toString(), result::toString);
        assertEquals(400, result.at("/unknownKind/1").asInt(), result::toString);
    }

    @Test
    @DisplayName("issue 3.1: X.509 and TPM are stored; the certificate's info has the eight members clients need")
    void attestations() throws IOException, InterruptedException {
        JsonNode result = python.provision("attestations", Map.of());

        assertEquals("x509", result.path("x509").asText(), result::toString);
        assertEquals(8, result.path("info").size(), result::toString);
        assertTrue(result.path("tpm").asBoolean(), result::toString);
    }

    @Test
    @DisplayName("rest.md 3.5: a query in pages of two finds everything once and shows no key")
    void query() throws IOException, InterruptedException {
        JsonNode result = python.provision("query", Map.of());

        for (String kind : List.of("individuals", "groups")) {
            JsonNode found = result.path(kind);
            assertEquals(2, found.path("largest").asInt(), result::toString);
            assertFalse(found.path("showsKeys").asBoolean(true), result::toString);
            for (String truth : List.of("severalPages", "all", "once")) {
                assertTrue(found.path(truth).asBoolean(), () -> truth + ": " + result);
            }
        }
    }

    @Test
    @DisplayName("rest.md 3.4: bulk create, update, update with etag and delete; one bad item undoes no other")
    void bulk() throws IOException, InterruptedException {
        JsonNode result = python.provision("bulk", Map.of());

        for (String kind : List.of("individuals", "groups")) {
            JsonNode done = result.path(kind);
            requireBulk(done.path("created"), true, "[0,0,0,0]");
            requireBulk(done.path("mixed"), false, "[409,0,0,0]");
            requireBulk(done.path("updated"), true, "[0,0,0,0]");
            assertEquals(
                    "[\"disabled\",\"disabled\",\"disabled\",\"disabled\"]",
                    done.path("disabled").toString());
            requireBulk(done.path("conditional"), false, "[412,0,0,0]");
            requireBulk(done.path("deleted"), true, "[0,0,0,0]");
            assertEquals("[404,404,404,404]", done.path("gone").toString());
        }
    }

    @Test
    @DisplayName("issue 3.1: registration records are read, listed by group in pages, and deleted under their etag")
    void records() throws IOException, InterruptedException {
        String group = Names.fresh("python-fleet");
        String key = new ServiceApi(stack).group(group);
        DeviceApi device = new DeviceApi(stack);
        List<String> members =
                Stream.of("a", "b", "c").map(each -> group + "-" + each).toList();
        for (String member : members) {
            Answer answer = device.provision(member, Sas.derive(key, member));
            assertEquals("assigned", answer.text("/status"), answer::toString);
        }

        JsonNode result =
                python.provision("records", Map.of("MUSTER_GROUP", group, "MUSTER_MEMBERS", String.join(",", members)));

        assertEquals("assigned", result.path("status").asText(), result::toString);
        assertFalse(stack.hub(result.path("hub").asText()).host().isEmpty());
        assertEquals(2, result.path("largest").asInt(), result::toString);
        assertTrue(result.path("queried").asBoolean(), result::toString);
        assertTrue(result.path("left").asBoolean(), result::toString);
        assertEquals(412, result.at("/stale/1").asInt(), result::toString);
        assertEquals("[\"ResourceNotFoundError\",404]", result.path("gone").toString(), result::toString);
    }

    private static void requireBulk(JsonNode result, boolean successful, String failed) {
        assertEquals(successful, result.path("isSuccessful").asBoolean(!successful), result::toString);
        assertEquals(failed, result.path("failed").toString());
    }
}
