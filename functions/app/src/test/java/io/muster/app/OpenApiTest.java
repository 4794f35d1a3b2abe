package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.core.problem.ProblemKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 3.11: docs/openapi.json says what the router serves")
class OpenApiTest {
    private static final Path FILE = Path.of("../../docs/openapi.json");

    private final Map<String, JsonNode> operations = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        JsonNode document = new ObjectMapper().readTree(FILE.toFile());
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                plain(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()),
                                method.getValue())));
    }

    @Test
    void router_and_document_name_the_same_methods_and_paths() {
        Set<String> expected = new TreeSet<>();
        // Those of the management plane are the vendor's own document, with api-versions of their own.
        new TestApp()
                .routes().stream()
                        .filter(route -> !route.contains(" /subscriptions/") && !route.contains(" /providers/"))
                        .forEach(route -> expected.add(plain(route)));

        assertEquals(expected, operations.keySet());
    }

    @Test
    void what_is_not_the_vendors_is_marked_as_an_extension() {
        operations.forEach((route, operation) -> assertEquals(
                route.contains("/muster/") || route.startsWith("PATCH ") || route.equals("GET /{}/registrations/{}"),
                operation.path("x-muster-extension").asBoolean(),
                route));
    }

    @Test
    void operation_ids_are_unique_and_every_refusal_is_documented_somewhere() {
        Set<String> ids = new HashSet<>();
        Set<Integer> statuses = new HashSet<>();
        operations.forEach((route, operation) -> {
            assertTrue(ids.add(operation.path("operationId").asText()), route);
            operation.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        });

        Stream.of(ProblemKind.values()).forEach(kind -> assertTrue(statuses.contains(kind.status()), kind::toString));
    }

    /** Without parameter names and case, neither of which a client sees. */
    private static String plain(String route) {
        return route.substring(0, route.indexOf(' '))
                + route.substring(route.indexOf(' '))
                        .replaceAll("\\{[^}]*}", "{}")
                        .toLowerCase(Locale.ROOT);
    }
}
