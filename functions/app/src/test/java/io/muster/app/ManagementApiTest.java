package io.muster.app;

import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.json;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.TestAuthority;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 8.2, 8.3: CA certificates in the management plane")
class ManagementApiTest {
    private static final String ALL = "/subscriptions/91d1/resourceGroups/rg_(1).a/providers/Microsoft.Devices"
            + "/provisioningServices/dps/certificates";
    private static final String ONE = ALL + "/plant-a";
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");
    private static final String PEM = CA.certificate().pem();
    private static final int RUNS = Effort.inputs(2_000);

    private final TestApp app = new TestApp();

    @Test
    void the_whole_round_of_a_proof_of_possession() {
        Set<String> etags = new HashSet<>();
        Response made = call("PUT", ONE, body(""));
        etags.add(etag(made));
        Response challenged = call("POST", ONE + "/generateVerificationCode", "", "if-match", etag(made));
        etags.add(etag(challenged));
        JsonNode told = ok(challenged).path("properties");
        String code = told.path("verificationCode").textValue();
        for (String member : List.of("subject", "expiry", "thumbprint", "certificate", "created", "updated")) {
            assertTrue(told.path(member).isTextual(), member);
        }
        String proof = "{\"certificate\":" + quoted(CA.issue("CN=" + code).pem()) + "}";

        refused(412001, "PreconditionFailed", call("POST", ONE + "/verify", proof, "if-match", etag(made)));
        Response verified = call("POST", ONE + "/verify", proof, "if-match", etag(challenged));
        etags.add(etag(verified));

        assertEquals(3, etags.size(), "rule 9.5: each step has an etag of its own");
        assertTrue(ok(verified).at("/properties/isVerified").booleanValue());
        assertEquals(ok(verified), ok(call("GET", ONE, "")));
        assertEquals(ok(verified), ok(call("GET", ALL, "")).at("/value/0"));
        assertEquals(204, call("DELETE", ONE, "", "if-match", etag(verified)).status());
        assertEquals(204, call("DELETE", ONE, "", "if-match", "*").status());
        refused(404211, "NotFound", call("GET", ONE, ""));
        assertEquals(0, ok(call("GET", ALL, "")).path("value").size());
    }

    @Test
    void a_resource_has_the_vendors_members_and_dates() {
        app.clock().advance(Duration.ofDays(1));
        JsonNode told = ok(call("PUT", ALL.replace("/dps/", "/DPS/") + "/Plant-A", body(",\"isVerified\":true")));

        assertEquals(ALL.replace("/dps/", "/DPS/") + "/Plant-A", told.path("id").textValue());
        assertEquals("Plant-A", told.path("name").textValue());
        assertEquals(
                "Microsoft.Devices/ProvisioningServices/Certificates",
                told.path("type").textValue());
        JsonNode properties = told.path("properties");
        assertEquals("CN=Plant A", properties.path("subject").textValue());
        assertEquals("Wed, 29 Oct 2036 12:00:00 GMT", properties.path("expiry").textValue());
        assertEquals("Mon, 02 Nov 2026 12:00:00 GMT", properties.path("created").textValue());
        assertEquals("Mon, 02 Nov 2026 12:00:00 GMT", properties.path("updated").textValue());
        assertTrue(properties.path("isVerified").booleanValue());
        assertTrue(properties.path("thumbprint").textValue().matches("[0-9A-F]{40}"));
        // What a GET told can be sent back.
        JsonNode again = ok(
                call("PUT", ONE, told.toString(), "if-match", told.path("etag").textValue()));
        assertEquals(properties.path("certificate"), again.at("/properties/certificate"));
        assertEquals("Plant-A", again.path("name").textValue());
    }

    @Test
    void unknown_members_and_the_optional_queries_do_no_harm() {
        Response made = call("PUT", ONE, body(",\"subject\":\"x\",\"created\":1"));
        Response code = app.manage(
                "POST",
                ONE + "/generateVerificationCode" + TestApp.MANAGEMENT_VERSION
                        + "&certificate.name=plant-a&certificate.isVerified=false&certificate.nonce=1",
                "",
                "if-match",
                etag(made));
        assertEquals(200, code.status(), code.body());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "GET, /certificates, '', 400024, BadRequest",
        "GET, /certificates, ?api-version=2021-10-01, 400024, BadRequest",
        "PUT, /certificates/a, ?api-version=2020-01-01, 400024, BadRequest",
        "PUT, /certificates/a, ?api-version=2026-11-01, 400004, BadRequest",
        "PUT, /certificates/a%20b, ?api-version=2026-11-01, 400004, BadRequest",
        "POST, /certificates/a/verify, ?api-version=2026-11-01, 400004, BadRequest",
        "PATCH, /certificates/a, ?api-version=2026-11-01, 405000, MethodNotAllowed",
        "GET, /other, ?api-version=2026-11-01, 404001, NotFound",
        "GET, /certificates/a, ?api-version=2026-11-01, 404211, NotFound",
        "DELETE, /certificates/a, ?api-version=2026-11-01, 400004, BadRequest",
        "GET, /certificates/%, ?api-version=2026-11-01, 400004, BadRequest"
    })
    void every_refusal_is_flat(String method, String path, String query, int code, String status) {
        Response refusal = app.manage(method, ALL.replace("/certificates", "") + path + query, "");

        refused(code, status, refusal);
    }

    @Test
    void the_code_is_a_text_in_2022_and_a_number_later() {
        assertEquals("404211", json(404, call("GET", ONE, "")).path("code").textValue());
        assertEquals(
                404211,
                json(404, app.manage("GET", ONE + "?api-version=2026-11-01", ""))
                        .path("code")
                        .intValue());
        assertTrue(json(400, app.manage("GET", ONE, ""))
                .path("message")
                .textValue()
                .endsWith("one of 2022-02-05, 2026-11-01"));
    }

    @Test
    void refusals_from_before_the_router_are_flat_too() {
        refused(401002, "Unauthorized", app.call("GET", ONE + TestApp.MANAGEMENT_VERSION, "", Map.of()));
        refused(413001, "RequestEntityTooLarge", call("PUT", ONE, "x".repeat(100_000)));
        refused(415000, "UnsupportedMediaType", call("PUT", ONE, "x", "content-type", "text/plain"));
        refused(400004, "BadRequest", call("PUT", ONE, "{}", "transfer-encoding", "chunked"));
        refused(404001, "NotFound", call("GET", "/Subscriptions/1/x", ""));
        Response method = call("PATCH", ONE, "");
        refused(405000, "MethodNotAllowed", method);
        assertEquals("DELETE, GET, PUT", method.headers().get("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "dps.example", "dp", "dps%20"})
    void another_services_name_is_404(String name) {
        String path = ONE.replace("/dps/", "/" + name + "/");
        refused(404001, "NotFound", call("GET", path, ""));
        refused(404001, "NotFound", call("PUT", path, body("")));
        refused(404001, "NotFound", call("DELETE", path, "", "if-match", "*"));
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscriptions/a b/", "/subscriptions/a%22/", "/subscriptions/a.b/"})
    void a_subscription_that_is_none_is_400(String subscription) {
        refused(
                400004,
                "BadRequest",
                call("GET", ONE.replace("/subscriptions/91d1/", subscription.replace(" ", "%20")), ""));
        refused(400004, "BadRequest", call("GET", ONE.replace("rg_(1).a", "rg%3C"), ""));
    }

    @Test
    void whatever_is_sent_is_answered_in_this_form_and_never_with_a_5xx() {
        long seed = 21;
        Damage damage = new Damage(new Random(seed));
        String full = body(",\"isVerified\":true,\"subject\":\"x\"");
        String der = "{\"properties\":{\"certificate\":\""
                + Base64.getEncoder().encodeToString(CA.certificate().der()) + "\"}}";
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int i = 0; i < RUNS; i++) {
            String method = damage.pick(List.of("GET", "PUT", "PUT", "PUT", "POST", "POST", "DELETE"));
            String end = method.equals("POST") ? damage.pick(List.of("/verify", "/generateVerificationCode")) : "";
            String path = ALL + damage.perhaps("/ca" + damage.random().nextInt(4), 10) + end;
            String sent = damage.pick(List.of(full, der, "{\"certificate\":" + quoted(PEM) + "}"));
            String body = damage.random().nextBoolean() ? sent : damage.revalued(damage.perhaps(sent, 2));
            String version = damage.perhaps(damage.pick(List.of("2022-02-05", "2026-11-01")), 20);
            String why = "seed " + seed + ", run " + i + ": " + method + " " + path + " " + body;

            Response answer = app.manage(
                    method,
                    path + "?api-version=" + version,
                    body,
                    damage.random().nextInt(4) == 0 ? "x-none" : "if-match",
                    damage.perhaps("*", 10));

            statuses.merge(answer.status(), 1, Integer::sum);
            assertTrue(answer.status() < 500, why + "\n" + answer.body());
            if (answer.status() >= 400) {
                assertEquals(answer.status(), json(answer.body()).path("code").asInt() / 1000, why + answer.body());
            }
        }
        assertTrue(statuses.keySet().containsAll(Set.of(200, 204, 400, 404)), "seed " + seed + ": " + statuses);
    }

    /** A flat refusal of that code. */
    private static void refused(int code, String status, Response response) {
        JsonNode body = json(code / 1000, response);
        assertEquals(code, body.path("code").asInt(), response.body());
        assertEquals(status, body.path("httpStatusCode").textValue());
        assertTrue(!body.path("message").textValue().isEmpty(), response.body());
        assertTrue(body.path("details").textValue().endsWith("errorcode: IH" + code), response.body());
        assertEquals(4, body.size(), response.body());
        assertEquals(Integer.toString(code), response.headers().get("x-ms-error-code"));
        assertNotNull(response.headers().get("x-ms-request-id"));
    }

    private Response call(String method, String path, String body, String... headers) {
        return app.manage(method, path + TestApp.MANAGEMENT_VERSION, body, headers);
    }

    private static String body(String more) {
        return "{\"properties\":{\"certificate\":" + quoted(PEM) + more + "}}";
    }
}
