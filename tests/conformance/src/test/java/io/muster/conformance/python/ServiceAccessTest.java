package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a service of its own: it closes doors that others go through; and with a rate that others would exceed. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName(
        "issues 6.2, 6.3: the vendor's management SDK closes doors on every instance; the rate is one for both instances")
final class ServiceAccessTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String NEW = "2026-11-01";
    private static final String OLD = "2022-02-05";
    private static final int REGISTRATIONS = 40;

    private LocalStack stack;
    private ServiceApi service;
    private Wire edge;
    private List<Wire> instances;

    @BeforeAll
    void start() {
        stack = LocalStack.ofItsOwn("access", List.of("MUSTER_RATE_REGISTRATIONS=" + REGISTRATIONS));
        edge = new Wire(stack.edge(), stack.trust());
        service = new ServiceApi(stack, edge);
        instances = stack.functionsHosts().stream().map(Wire::new).toList();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @DisplayName(
            "rules 10.3, 10.4: rules round-trip in both versions; by way of the edge the address counts, past it none is known")
    void filters() throws Exception {
        String id = Names.fresh("dev");
        String key = service.individual(id);
        List<Map<String, String>> rules = List.of(
                Map.of("filterName", "Here", "action", "Accept", "ipMask", "127.0.0.0/8", "target", "all"),
                Map.of("filterName", "rest", "action", "Reject", "ipMask", "0.0.0.0/0", "target", "serviceApi"));
        for (String version : List.of(OLD, NEW)) {
            JsonNode told = managed(version).step("filters", rules).at("/properties/ipFilterRules");
            assertEquals("Here", told.at("/0/filterName").asText(), told::toString);
            assertEquals("127.0.0.0/8", told.at("/0/ipMask").asText(), told::toString);
            assertEquals("Reject", told.at("/1/action").asText(), told::toString);
            assertEquals("serviceApi", told.at("/1/target").asText(), told::toString);
        }
        for (Wire instance : instances) {
            Answer refused = Patience.until(BOUND, () -> read(instance, id), answer -> answer.status() == 401);
            assertFalse(refused.body().toLowerCase(Locale.ROOT).contains("filter"), refused::body);
        }
        assertEquals(200, read(edge, id).status());
        provisioned(id, key);

        JsonNode cleared = managed(OLD).step("filters", List.of());
        assertEquals(0, cleared.at("/properties/ipFilterRules").size());
        for (Wire instance : instances) {
            Answer unused = Patience.until(BOUND, () -> read(instance, id), answer -> answer.status() == 200);
        }
    }

    @Test
    @DisplayName(
            "rest 8.1: disableLocalAuth refuses signatures on every instance within 30 s, tokens and devices go on")
    void localAuth() throws Exception {
        String id = Names.fresh("dev");
        String key = service.individual(id);
        assertTrue(managed(NEW)
                .step("local_auth", false)
                .at("/properties/disableLocalAuth")
                .asBoolean());
        for (Wire instance : instances) {
            Answer refused = Patience.until(BOUND, () -> read(instance, id), answer -> answer.status() == 401);
            assertTrue(refused.body().contains("Entra"), refused::body);
        }
        Answer byToken = edge.send(Call.of("GET", "/enrollments/" + id + ServiceApi.VERSION)
                .with("Authorization", "Bearer " + stack.issuer().oldToken("reader", 0)));
        assertEquals(200, byToken.status(), byToken::toString);
        provisioned(id, key);

        assertFalse(managed(NEW)
                .step("local_auth", true)
                .at("/properties/disableLocalAuth")
                .asBoolean());
        for (Wire instance : instances) {
            Answer unused = Patience.until(BOUND, () -> read(instance, id), answer -> answer.status() == 200);
        }
    }

    @Test
    @DisplayName(
            "rules 7.2, 7.3: more registers than a minute has are 429 with Retry-After, over both instances together")
    void rate() {
        String id = Names.fresh("dev");
        String key = service.individual(id);
        // Of three minutes' worth at once, two minutes can take at most two.
        List<Answer> answers = IntStream.range(0, 3 * REGISTRATIONS)
                .mapToObj(i -> new DeviceApi(stack, instances.get(i % instances.size())).register(id, key))
                .toList();
        long taken = answers.stream().filter(answer -> answer.status() == 202).count();
        Stream<Answer> throttled = answers.stream().filter(answer -> answer.status() != 202);
        assertTrue(taken <= 2L * REGISTRATIONS, "taken: " + taken);
        throttled.forEach(answer -> {
            assertEquals(429, answer.status(), answer::toString);
            assertTrue(answer.body().contains("429001"), answer::body);
            assertTrue(Integer.parseInt(answer.header("Retry-After").orElse("0")) > 0, answer::toString);
        });
    }

    /** In this minute or in the next, which has an allowance of its own. */
    private void provisioned(String id, String key) {
        Answer unused = Patience.until(
                Duration.ofSeconds(90),
                () -> new DeviceApi(stack, edge).provision(id, key),
                answer -> answer.body().contains("\"assigned\""));
    }

    private ManagedService managed(String version) {
        return new ManagedService(stack, "operator", version);
    }

    private Answer read(Wire wire, String id) {
        return wire.send(
                Call.of("GET", "/enrollments/" + id + ServiceApi.VERSION).with("Authorization", service.token()));
    }
}
