package io.muster.conformance.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a service of its own: what it does to the hubs concerns every device. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("issue 5.1: the vendor's management SDK changes the service, and every instance follows within 30 s")
final class ServiceResourceTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String NEW = "2026-11-01";
    private static final String OLD = "2022-02-05";
    private static final String OWNER = "provisioningserviceowner";

    private LocalStack stack;
    private ServiceApi service;
    private List<Wire> instances;
    private Hub first;
    private Hub second;

    @BeforeAll
    void start() throws IOException {
        Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
        stack = LocalStack.ofItsOwn("hubs", app(root));
        service = new ServiceApi(stack, new Wire(stack.edge(), stack.trust()));
        instances = stack.functionsHosts().stream().map(Wire::new).toList();
        first = stack.hubs().get(0);
        second = stack.hubs().get(1);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @DisplayName("rest 8: what there is, in both api-versions, without a key")
    void read() throws Exception {
        for (String version : List.of(OLD, NEW)) {
            JsonNode told = managed("configurator", version).step("read");

            JsonNode properties = told.at("/service/properties");
            assertEquals(stack.idScope(), properties.path("idScope").asText());
            assertEquals(
                    stack.serviceHost(),
                    properties.path("serviceOperationsHostName").asText());
            assertEquals(
                    stack.deviceHost(),
                    properties.path("deviceProvisioningHostName").asText());
            assertEquals("Succeeded", properties.path("provisioningState").asText());
            assertEquals(List.of(first.host(), second.host()), each(properties.path("iotHubs"), "name"));
            for (String list : List.of("inGroup", "inSubscription")) {
                assertEquals(
                        managed("configurator", version).name(),
                        told.at("/" + list + "/0").asText());
            }
            assertEquals("S1", told.at("/skus/0").asText());
            assertEquals("AlreadyExists", told.at("/available/reason").asText());
            assertFalse(told.toString().contains(service.key()), "the owner's key is told");
            for (Hub hub : stack.hubs()) {
                String key = hub.connectionString().split("SharedAccessKey=", 2)[1];
                assertFalse(told.toString().contains(key), "a hub's key is told");
            }
        }
    }

    @Test
    @DisplayName("rules 3.3, 3.6: a weight and applyAllocationPolicy false hold, sent back masked keys stay")
    void weights() throws Exception {
        String key = Names.key(32);
        List<String> ids = onSecond(key);

        JsonNode put = managed("configurator", NEW)
                .step("hubs", Map.of(second.host(), Map.of("applyAllocationPolicy", false)));

        assertFalse(hub(put, second).path("applyAllocationPolicy").asBoolean());
        everywhere(wire -> provision(wire, ids.get(0), key), assigned(first));
        JsonNode weighted = managed("configurator", OLD)
                .step("hubs", Map.of(second.host(), Map.of("applyAllocationPolicy", true, "allocationWeight", 1000)));
        assertEquals(1000, hub(weighted, second).path("allocationWeight").asInt());
        everywhere(wire -> provision(wire, ids.get(0), key), assigned(second));
        // Of three devices that fifty-fifty had on the second hub, one to a thousand leaves next to none there.
        JsonNode unused = managed("configurator", OLD)
                .step(
                        "hubs",
                        Map.of(
                                second.host(), Map.of("allocationWeight", 1),
                                first.host(), Map.of("allocationWeight", 1000)));
        everywhere(
                wire -> ids.stream().map(id -> provision(wire, id, key)).toList(),
                answers -> answers.stream().anyMatch(assigned(first)));
        JsonNode restored =
                managed("configurator", NEW).step("hubs", Map.of(first.host(), Map.of("allocationWeight", 1)));
        assertEquals(1, hub(restored, first).path("allocationWeight").asInt());
        everywhere(wire -> provision(wire, ids.get(0), key), assigned(second));
    }

    @Test
    @DisplayName("rules 3.5, 3.9: the service's own policy holds for enrollments without one")
    void servicePolicy() throws Exception {
        String id = Names.fresh("dev");
        String key = service.individual(id);
        JsonNode changed = managed("configurator", NEW).step("policy", "Static");
        assertEquals("Static", changed.at("/properties/allocationPolicy").asText());

        // Static by default, and the enrollment names no hub.
        everywhere(wire -> provision(wire, id, key), failed(400208));

        assertEquals(
                "Hashed",
                managed("configurator", OLD)
                        .step("policy", "Hashed")
                        .at("/properties/allocationPolicy")
                        .asText());
        everywhere(wire -> provision(wire, id, key), answer -> answer.body().contains("\"status\":\"assigned\""));
    }

    @Test
    @DisplayName(
            "rules 3.8, 3.13: unlinked in use, linked with a stale key, linked with the right one; no restart plants it")
    void unlinked() throws Exception {
        String id = Names.fresh("dev");
        String key = Names.key(32);
        String named = "{\"registrationId\":\"" + id + "\",\"allocationPolicy\":\"static\",\"iotHubs\":[\""
                + second.host() + "\"]," + ServiceApi.attestation(key) + "}";
        assertEquals(200, service.put("/enrollments/" + id, named).status());
        String endpoint = second.registry().toString();

        assertEquals(1, hubs(managed("configurator", NEW).step("unlink", second.host())));
        everywhere(wire -> provision(wire, id, key), failed(400208));
        assertEquals(second.host(), service.get("/enrollments/" + id).text("/iotHubs/0"), "rule 3.8: it stays named");
        assertEquals(
                400,
                service.put("/enrollments/" + id + "-2", named.replace(id, id + "-2"))
                        .status());

        // Settings are seeds: what was deleted does not come back with a start.
        Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
        stack.restart("functions-http-1", app(root));
        assertEquals(
                1,
                managed("configurator", NEW)
                        .step("read")
                        .at("/service/properties/iotHubs")
                        .size());

        String stale = second.connectionString().split("SharedAccessKey=", 2)[0] + "SharedAccessKey=" + Names.key(32);
        JsonNode linked = managed("configurator", NEW).step("link", link(stale, endpoint));
        assertEquals("westeurope", hub(linked, second).path("location").asText());
        List<Answer> refused = everywhere(wire -> provision(wire, id, key), failed(400209));
        assertTrue(refused.get(0).body().contains(second.host()), refused.get(0)::body);

        JsonNode healed = managed("configurator", OLD)
                .step("hubs", Map.of(second.host(), Map.of("connectionString", second.connectionString())));
        assertEquals(2, hubs(healed));
        everywhere(wire -> provision(wire, id, key), assigned(second));
    }

    @Test
    @DisplayName(
            "seams 11: keys are listed and rotated by who holds the role for it; ServiceConfig alone links hubs only")
    void rotation() throws Exception {
        String policy = Names.fresh("reader");
        JsonNode granted = managed("operator", NEW)
                .step("grant", Map.of("keyName", policy, "rights", "enrollmentread, RegistrationStatusRead"));
        assertTrue(
                each(granted.at("/properties/authorizationPolicies"), "keyName").contains(policy), granted::toString);
        JsonNode listed = managed("operator", OLD).step("keys");
        String former = key(listed, policy);
        assertEquals(service.key(), key(listed, OWNER));
        everywhere(wire -> read(wire, policy, former), answer -> answer.status() == 404);

        String next = Names.key(32);
        JsonNode rotated = managed("operator", NEW).step("rotate", Map.of(policy, Map.of("primaryKey", next)));
        assertFalse(rotated.toString().contains(next), rotated::toString);
        everywhere(wire -> read(wire, policy, former), answer -> answer.status() == 401);
        everywhere(wire -> read(wire, policy, next), answer -> answer.status() == 404);
        assertEquals(service.key(), key(managed("operator", NEW).step("keys"), OWNER), "masked means unchanged");

        assertTrue(managed("configurator", NEW).failure("keys", "").contains("PolicyKeys"));
        assertTrue(managed("configurator", NEW)
                .failure("rotate", Map.of(policy, Map.of("primaryKey", Names.key(32))))
                .contains("PolicyKeys"));
        assertTrue(
                managed("configurator", NEW)
                        .step("hubs", Map.of())
                        .path("properties")
                        .isObject(),
                "policies sent back as they were told are no change");

        Answer anew =
                service.authorized(Call.of("POST", "/muster/policies/" + policy + "/regenerate" + ServiceApi.VERSION)
                        .json("{\"key\":\"primary\"}"));
        assertEquals(200, anew.status(), anew::toString);
        everywhere(wire -> read(wire, policy, next), answer -> answer.status() == 401);
        everywhere(wire -> read(wire, policy, anew.text("/primaryKey")), answer -> answer.status() == 404);
    }

    @Test
    @DisplayName("rest 8: tags alone by PATCH; each change has another etag")
    void tags() throws Exception {
        JsonNode tagged = managed("configurator", OLD).step("tags", Map.of("plant", "Graz", "line", "7"));
        JsonNode again = managed("configurator", NEW).step("tags", Map.of("plant", "Linz"));

        assertEquals("Graz", tagged.at("/tags/plant").asText());
        assertEquals("{\"plant\":\"Linz\"}", again.path("tags").toString());
        assertNotEquals(tagged.path("etag"), again.path("etag"));
        assertEquals(2, hubs(again));
    }

    @Test
    @DisplayName("rest 8.3: what is wrong with a description is said, and nothing of it is done")
    void refusals() throws Exception {
        JsonNode before = managed("operator", NEW).step("read").path("service");
        for (String version : List.of(OLD, NEW)) {
            JsonNode refused = managed("operator", version).step("refusals");
            Map.of("twice", 400303, "negative", 400004, "nowhere", 400004, "unowned", 400004, "deleted", 409212)
                    .forEach((use, code) ->
                            assertEquals(code, refused.at("/" + use + "/code").asInt(), refused::toString));
            assertTrue(refused.at("/nowhere/message").asText().contains("westeurope"), refused::toString);
            assertTrue(refused.at("/negative/message").asText().contains("1 to 1000"), refused::toString);
        }
        assertEquals(before, managed("operator", NEW).step("read").path("service"));
    }

    private ManagedService managed(String client, String version) {
        return new ManagedService(stack, client, version);
    }

    private Map<String, Object> link(String connectionString, String endpoint) {
        return Map.of("connectionString", connectionString, "location", "West Europe", "endpoint", endpoint);
    }

    /** Three devices that fifty-fifty has assigned to the second hub. */
    private List<String> onSecond(String key) {
        return Stream.generate(() -> Names.fresh("dev"))
                .limit(200)
                .filter(id -> {
                    String body = "{\"registrationId\":\"" + id + "\"," + ServiceApi.attestation(key) + "}";
                    assertEquals(200, service.put("/enrollments/" + id, body).status());
                    return assigned(second).test(provision(instances.get(0), id, key));
                })
                .limit(3)
                .toList();
    }

    /** Asked of each instance until it will do, within the bound; the last answers. */
    private <T> List<T> everywhere(Function<Wire, T> question, Predicate<T> willDo) {
        return instances.stream()
                .map(wire -> Patience.until(BOUND, () -> question.apply(wire), willDo))
                .toList();
    }

    private Answer provision(Wire instance, String id, String key) {
        return new DeviceApi(stack, instance).provision(id, key);
    }

    private Answer read(Wire instance, String policy, String key) {
        String token = Sas.token(Sas.encode(service.host()), key, policy, Sas.inAnHour());
        return instance.send(
                Call.of("GET", "/enrollments/nobody" + ServiceApi.VERSION).with("Authorization", token));
    }

    private static Predicate<Answer> assigned(Hub hub) {
        return answer -> answer.body().contains("\"assignedHub\":\"" + hub.host() + "\"");
    }

    private static Predicate<Answer> failed(int code) {
        return answer -> answer.body().contains("\"errorCode\":" + code);
    }

    private static JsonNode hub(JsonNode service, Hub hub) {
        return StreamSupport.stream(service.at("/properties/iotHubs").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(hub.host()))
                .findFirst()
                .orElseThrow();
    }

    private static int hubs(JsonNode service) {
        return service.at("/properties/iotHubs").size();
    }

    private static String key(JsonNode listed, String policy) {
        return StreamSupport.stream(listed.path("value").spliterator(), false)
                .filter(each -> each.path("keyName").asText().equals(policy))
                .findFirst()
                .orElseThrow()
                .path("primaryKey")
                .asText();
    }

    private static List<String> each(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }

    private static Path app(Path root) {
        return root.resolve("functions/app/target/azure-functions/muster");
    }
}
