package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.decision.Decision;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.Refusals;
import io.muster.core.testkit.SampleTpmKeys;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("no input of a caller with all rights yields a 5xx: seeded fuzz of every route of the service API")
class ServiceFuzzTest {
    private static final int TRIES = Effort.inputs(2_000);
    private static final String KEYS = "\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":"
            + "\"AAAAAAAAAAAAAAAAAAAAAA==\"}}";
    private static final String FULL = "{ID" + KEYS
            + ",\"iotHubs\":[\"hub-a.azure-devices.net\"],\"allocationPolicy\":\"static\",\"deviceId\":\"d\","
            + "\"optionalDeviceInformation\":{\"a\":[1]},\"namespaceName\":\"space\","
            + "\"initialTwin\":{\"tags\":{\"a\":1},\"properties\":{\"desired\":{\"$version\":1,\"x\":{}}}},"
            + "\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":false},"
            + "\"capabilities\":{\"iotEdge\":true},\"provisioningStatus\":\"disabled\"}";
    private static final String TPM = "{ID\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\""
            + SampleTpmKeys.EK + "\",\"storageRootKey\":\"" + SampleTpmKeys.SRK + "\"}}}";
    private static final String X509 =
            "{ID\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":{\"primary\":"
                    + "{\"certificate\":" + Answers.quoted(Answers.pem("leaf-a")) + "},\"secondary\":{\"certificate\":"
                    + Answers.quoted(Answers.pem("leaf-b").replaceAll("-----[A-Z ]+-----|\\s", "")) + "}}}}}";
    private static final String RECORD =
            "{\"registrationId\":\"r\",\"assignedHub\":\"hub-a.azure-devices.net\",\"deviceId\":\"d\",\"substatus\":"
                    + "\"initialAssignment\",\"createdDateTimeUtc\":\"2019-12-27T19:51:41.6630592Z\",\"enrollmentGroupId\":\"g\"}";
    private static final List<String> ENROLLMENTS = List.of(FULL, FULL, TPM, X509, X509);
    private static final List<String> QUERIES = List.of(
            "{\"query\":\"SELECT * FROM enrollments WHERE provisioningStatus = 'enabled' AND NOT deviceId = 'a'\"}",
            "{\"query\":\"SELECT registrationId, initialTwin.tags.a WHERE initialTwin.tags.a IN [1, 'a'] OR etag IS NULL\"}",
            "{\"query\":\"SELECT * WHERE registrationState.createdDateTimeUtc >= '2026-01-31' AND STARTSWITH(registrationId, 'd')\"}",
            "{\"query\":\"SELECT * FROM enrollmentGroups ORDER BY enrollmentGroupId\"}",
            "{\"query\":\"SELECT * FROM deviceRegistrations WHERE errorCode > 1.5\"}",
            "{\"query\":\"*\"}");
    private static final List<String> BROUGHT = List.of(
            "\"authorization\":\"SharedAccessSignature sr=a&sig=b&se=1\"",
            "\"certificateChain\":[" + Answers.quoted(Answers.pem("leaf-a")) + "]",
            "\"tpm\":{\"endorsementKey\":\"" + SampleTpmKeys.EK + "\",\"storageRootKey\":\"" + SampleTpmKeys.SRK
                    + "\"}");
    private static final List<String> CONDITIONS = List.of("*", "\"*\"", "W/\"abc\"", "abc");
    private static final List<String> SIZES = List.of("1", "2", "100", "0", "5000");
    private static final List<String> VERSIONS =
            List.of("2018-04-01", "2021-10-01", "2025-07-01-preview", "2026-11-01");

    private final TestApp app = new TestApp();
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void quiet() {
        log.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void any_request_is_answered_in_the_form_of_the_contract(long seed) {
        Damage damage = new Damage(new Random(seed));
        List<ServiceCall> calls = app.service().routes().stream()
                .map(route -> ServiceCall.of(route.method(), route.path(), ""))
                .toList();
        Response registered = seeded();
        assertEquals(202, registered.status(), registered.body());
        app.decisions().record(Decision.of(ServiceCall.ATTEMPT, Refusals.of("dev-1"), "register", TestData.NOW));
        Map<String, Integer> served = new HashMap<>();
        String token = "none";
        for (int i = 0; i < TRIES; i++) {
            ServiceCall call = damage.pick(calls);
            String path = damage.perhaps(call.path(), 12);
            String query = damage.perhaps("api-version=" + damage.pick(VERSIONS) + "&keys=true&records=false", 12);
            String body = body(call, damage);
            Map<String, String> headers = headers(damage, token);
            String why = "seed " + seed + ", try " + i + ": " + call.method() + " " + path + "?" + query + " " + headers
                    + " " + body;

            Response response =
                    app.call(call.method(), (path.startsWith("/") ? path : "/" + path) + "?" + query, body, headers);

            requireContractForm(response, why + "\n" + response.body());
            if (response.status() < 300) {
                served.merge(call.toString(), 1, Integer::sum);
            }
            token = response.headers().getOrDefault("x-ms-continuation", token);
            if (i % 25 == 0) {
                Response unused = seeded();
            }
        }
        // A fuzzer whose every input dies at the first check proves nothing.
        for (ServiceCall call : calls) {
            assertTrue(served.containsKey(call.toString()), call + " was never served: " + served);
        }
        assertFalse(log.text().contains("unexpected"), log.text());
    }

    private Response seeded() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.individuals().put(TestData.individual("dev-2", TermsBuilder.terms().edge()));
        app.groups().put(TestData.group("dev-1", TermsBuilder.terms()));
        return app.register(FakeDevice.withKey("dev-1", TestData.key("dev-1/1")));
    }

    /** What fits the route, most of the time. */
    private static String body(ServiceCall call, Damage damage) {
        boolean group = call.route().contains("Group");
        String fitting;
        if (call.route().endsWith("import")) {
            fitting = lines(damage);
        } else if (call.route().endsWith("query") || call.route().endsWith("count")) {
            fitting = damage.pick(QUERIES);
        } else if (call.route().contains("releases")) {
            fitting = "{\"percent\":50}";
        } else if (call.route().endsWith("dry-run")) {
            fitting = "{\"registrationId\":\"dev-1\"," + damage.pick(BROUGHT) + "}";
        } else if (call.method().equals("POST") && !call.route().contains("{id}")) {
            fitting = bulk(group, damage);
        } else {
            fitting = enrollment("", group, damage);
        }
        return switch (damage.random().nextInt(8)) {
            case 0 -> damage.noise();
            case 1 -> damage.damaged(fitting);
            case 2, 3 -> damage.revalued(fitting);
            default -> fitting;
        };
    }

    private static String enrollment(String id, boolean group, Damage damage) {
        String member = group ? "enrollmentGroupId" : "registrationId";
        String body = damage.pick(ENROLLMENTS).replace("ID", id.isEmpty() ? "" : "\"" + member + "\":\"" + id + "\",");
        return group ? body.replace("clientCertificates", "signingCertificates") : body;
    }

    private static String bulk(boolean group, Damage damage) {
        String mode = damage.pick(List.of("create", "update", "updateIfMatchETag", "delete"));
        String items = group ? "enrollmentGroups" : "enrollments";
        return "{\"mode\":\"" + mode + "\",\"" + items + "\":[" + enrollment("b", group, damage) + ","
                + damage.revalued(enrollment("c", group, damage)) + "," + enrollment("dev-1", group, damage) + "]}";
    }

    private static String lines(Damage damage) {
        return "{\"enrollment\":" + damage.revalued(enrollment("l", false, damage)) + "}\r\n{\"enrollmentGroup\":"
                + enrollment("l", true, damage) + "}\n" + damage.noise() + "\n\n{\"registration\":"
                + damage.revalued(RECORD) + "}\n" + damage.damaged("{\"registration\":" + RECORD + "}");
    }

    private Map<String, String> headers(Damage damage, String token) {
        Random random = damage.random();
        Map<String, String> headers = new HashMap<>(Map.of("authorization", app.token("owner")));
        if (random.nextInt(3) == 0) {
            headers.put("if-match", damage.perhaps(damage.pick(CONDITIONS), 3));
        }
        if (random.nextInt(3) == 0) {
            headers.put("x-ms-max-item-count", damage.perhaps(damage.pick(SIZES), 3));
        }
        if (random.nextInt(6) == 0) {
            headers.put("x-ms-continuation", damage.perhaps(token, 2));
        }
        if (random.nextInt(6) == 0) {
            headers.put("content-type", damage.perhaps("application/merge-patch+json", 2));
        }
        return headers;
    }

    private static void requireContractForm(Response response, String why) {
        assertTrue(response.status() < 300 || (response.status() >= 400 && response.status() < 500), why);
        assertNotNull(response.headers().get("x-ms-request-id"), why);
        if (response.status() == 204 || response.body().isEmpty()) {
            assertTrue(response.status() == 204 || isLines(response), why);
            return;
        }
        if (isLines(response)) {
            response.body().lines().map(Answers::json).forEach(line -> assertTrue(line.isObject(), why));
            return;
        }
        JsonNode body = Answers.json(response.body());
        assertEquals("application/json; charset=utf-8", response.headers().get("Content-Type"), why);
        if (response.status() >= 400) {
            assertEquals(response.status(), body.path("errorCode").intValue() / 1000, why);
            assertEquals(
                    response.headers().get("x-ms-request-id"),
                    body.path("trackingId").textValue(),
                    why);
            assertEquals(4, body.size(), why);
            assertFalse(body.path("message").textValue().isEmpty(), why);
            assertTrue(body.path("timestampUtc").isTextual(), why);
        }
    }

    private static boolean isLines(Response response) {
        return "application/x-ndjson; charset=utf-8".equals(response.headers().get("Content-Type"));
    }
}
