package io.muster.app;

import static io.muster.app.Answers.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.app.service.Audited;
import io.muster.app.service.ServiceRoute;
import io.muster.core.audit.Act;
import io.muster.core.audit.AuditRecord;
import io.muster.core.audit.Ending;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 6.4: an audit record for every change and every disclosure; no audit, no disclosure")
class AuditApiTest {
    /** They change nothing, for all that their method says. */
    private static final Set<String> READS = Set.of(
            "POST /enrollments/query",
            "POST /enrollmentGroups/query",
            "POST /registrations/{id}/query",
            "POST /muster/enrollments/count",
            "POST /muster/enrollmentGroups/count",
            "POST /muster/registrations/{id}/count",
            "POST /muster/decisions/dry-run",
            "POST /muster/audit/verify",
            // Lists only what is there already.
            "POST /muster/mend",
            "POST /subscriptions/{subscription}/providers/Microsoft.Devices/checkProvisioningServiceNameAvailability",
            // Always refused.
            "DELETE /subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Devices"
                    + "/provisioningServices/{service}");

    private static final String KEYS = "{\"attestation\":{\"type\":\"symmetricKey\"}}";
    private static final String SERVICE =
            "/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.Devices" + "/provisioningServices/dps";

    private final TestApp app = new TestApp();

    @BeforeEach
    void oneOfEach() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.groups().put(TestData.group("g-1", TermsBuilder.terms()));
        List<String> unused = app.changes();
    }

    private List<Act> acts() {
        return app.audit().entries().stream().map(it -> it.entry().act()).toList();
    }

    private Act only() {
        assertEquals(1, acts().size(), acts()::toString);
        return acts().get(0);
    }

    private Response service(String method, String path, String body) {
        return app.manage(method, path + TestApp.SERVICE_VERSION, body);
    }

    @Test
    void everyRouteThatIsNoReadIsWrittenDown() {
        Set<String> not = app.guardedRoutes().stream()
                .filter(route -> route.audited() instanceof Audited.No)
                .filter(route -> !route.method().equals("GET"))
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toSet());

        assertEquals(READS, not);
    }

    @Test
    void everyChangeIsRefusedAndNotMadeWhileTheLogIsDown() {
        app.audit().down(true);
        for (ServiceRoute route : app.guardedRoutes()) {
            if (route.audited() instanceof Audited.Change) {
                Response response = attempt(route);

                assertEquals(503, response.status(), route + ": " + response.body());
                assertTrue(response.body().contains("audit log cannot be written"), response.body());
                assertEquals(List.of(), app.changes(), route::toString);
            }
        }
    }

    private Response attempt(ServiceRoute route) {
        String body = "{}";
        if (route.method().equals("POST") && route.path().startsWith("/enrollment")) {
            body = "{\"mode\":\"delete\",\"enrollments\":[{\"registrationId\":\"dev-1\"}],"
                    + "\"enrollmentGroups\":[{\"enrollmentGroupId\":\"g-1\"}]}";
        }
        return ServiceCall.of(route.method(), route.path(), body)
                .by(app, Map.of("authorization", app.token("owner"), "content-type", TestApp.JSON));
    }

    @Test
    void noKeyIsShownWhileTheLogIsDown() {
        app.audit().down(true);
        String key = Base64.getEncoder().encodeToString(TestData.key("dev-1/1").reveal());

        for (Response response : List.of(
                service("POST", "/enrollments/dev-1/attestationmechanism", ""),
                service("POST", "/enrollmentGroups/g-1/attestationmechanism", ""),
                app.manage("GET", "/muster/export" + TestApp.SERVICE_VERSION + "&keys=true", ""),
                app.manage("POST", SERVICE + "/listkeys" + TestApp.MANAGEMENT_VERSION, ""),
                app.manage("POST", SERVICE + "/keys/owner/listkeys" + TestApp.MANAGEMENT_VERSION, ""))) {
            assertEquals(503, response.status(), response.body());
            assertFalse(response.body().contains(key), response.body());
            assertFalse(response.body().contains("primaryKey"), response.body());
        }
        assertEquals(200, service("GET", "/enrollments/dev-1", "").status(), "what shows no key goes on");
        assertEquals(200, service("GET", "/muster/export", "").status());
    }

    @Test
    void aChangeIsWrittenBeforeItIsMadeAndItsEndAfterwards() {
        Response response = service("PUT", "/enrollments/dev-2", KEYS);

        assertEquals(200, response.status(), response.body());
        Act act = only();
        assertEquals("policy:owner", act.caller());
        assertEquals("PUT /enrollments/{id}", act.operation());
        assertEquals("/enrollments/dev-2", act.resource());
        assertEquals(0, act.status());
        assertEquals(response.headers().get("x-ms-request-id"), act.trackingId());

        assertEquals(404, service("DELETE", "/enrollments/nobody", "").status());
        assertEquals(204, service("DELETE", "/enrollments/dev-2", "").status());

        List<AuditRecord> entries = app.audit().entries();
        assertEquals(List.of(new Ending(0, 200)), entries.get(1).entry().endings());
        assertEquals(List.of(new Ending(1, 404)), entries.get(2).entry().endings());
    }

    @Test
    void aBulkOperationIsOneRecordWithItsModeAndCount() {
        Response response = service(
                "POST",
                "/enrollments",
                "{\"mode\":\"delete\",\"enrollments\":[{\"registrationId\":\"a\"},{\"registrationId\":\"b\"}]}");

        assertEquals(200, response.status());
        assertEquals(2, only().count());
        assertEquals("delete", only().scope());
    }

    @Test
    void anImportIsOneRecordWithItsLines() {
        String line = "{\"enrollment\":{\"registrationId\":\"dev-3\"," + KEYS.substring(1) + "}\n";

        assertEquals(200, service("POST", "/muster/import", line + "\n" + line).status());

        assertEquals(2, only().count());
    }

    @Test
    void aDisclosureIsWrittenWithWhatItShows() {
        assertEquals(
                200,
                service("POST", "/enrollments/dev-1/attestationmechanism", "").status());
        assertEquals(
                200,
                app.manage("GET", "/muster/export" + TestApp.SERVICE_VERSION + "&keys=true", "")
                        .status());
        assertEquals(
                200,
                app.manage("POST", SERVICE + "/listkeys" + TestApp.MANAGEMENT_VERSION, "")
                        .status());

        assertEquals(
                List.of(
                        "POST /enrollments/{id}/attestationmechanism 1 200",
                        "GET /muster/export 1 200",
                        "POST /subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.Devices"
                                + "/provisioningServices/{service}/listkeys "
                                + app.description().policies().size() + " 200"),
                acts().stream()
                        .map(act -> act.operation() + " " + act.count() + " " + act.status())
                        .toList());
    }

    @Test
    void whatIsNeitherIsNotWritten() {
        assertEquals(
                404, service("POST", "/enrollments/no/attestationmechanism", "").status());
        assertEquals(200, service("GET", "/muster/export", "").status());
        assertEquals(200, service("GET", "/enrollments/dev-1", "").status());
        assertEquals(
                403,
                app.manageAs("reader", "DELETE", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(List.of(), acts());
    }

    @Test
    void noSecretIsInTheLog() {
        String key = Base64.getEncoder().encodeToString(TestData.key("planted").reveal());
        assertEquals(
                200,
                service(
                                "PUT",
                                "/enrollments/dev-9",
                                "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":"
                                        + quoted(key) + "}}}")
                        .status());
        assertEquals(
                200,
                service("POST", "/enrollments/dev-9/attestationmechanism", "").status());

        assertFalse(app.audit().entries().toString().contains(key));
        assertFalse(service("GET", "/muster/audit", "").body().contains(key));
    }

    @Test
    void theLogIsListedOldestFirstInPages() {
        for (int i = 0; i < 5; i++) {
            assertEquals(200, service("PUT", "/enrollments/p-" + i, KEYS).status());
            app.clock().advance(Duration.ofMinutes(1));
        }

        String path = "/muster/audit" + TestApp.SERVICE_VERSION + "&from=2026-11-01T12:01:00Z";
        Response first = app.manage("GET", path, "", "x-ms-max-item-count", "3");
        String token = String.valueOf(first.headers().get("x-ms-continuation"));
        Response rest = app.manage("GET", path, "", "x-ms-continuation", token);

        assertTrue(first.body().contains("\"resource\":\"/enrollments/p-1\""), first.body());
        assertTrue(first.body().contains("\"ended\":[{\"sequence\":0,\"status\":200}]"), first.body());
        assertFalse(first.body().contains("p-4"), first.body());
        assertTrue(rest.body().contains("p-4"), rest.body());
        assertFalse(rest.headers().containsKey("x-ms-continuation"));
        assertEquals(
                400,
                app.manage("GET", "/muster/audit" + TestApp.SERVICE_VERSION + "&from=yesterday", "")
                        .status());
    }

    @Test
    void aCheckTellsWhatWasRemovedEvenAtTheEndWhenAHeadWasKept() {
        assertEquals(200, service("PUT", "/enrollments/a", KEYS).status());
        assertEquals(200, service("PUT", "/enrollments/b", KEYS).status());
        Response good = service("POST", "/muster/audit/verify", "");
        assertTrue(good.body().startsWith("{\"intact\":true,\"entries\":2,\"flaws\":[]"), good.body());
        String heads = good.body().substring(good.body().indexOf("\"heads\""));

        app.audit().rows().clear();

        Response bad = service("POST", "/muster/audit/verify", "{" + heads);
        assertTrue(bad.body().startsWith("{\"intact\":false"), bad.body());
        assertTrue(bad.body().contains("\"kind\":\"missing\""), bad.body());
        assertEquals(
                400,
                service("POST", "/muster/audit/verify", "{\"heads\":[{\"chain\":\"zz\"}]}")
                        .status());
    }
}
