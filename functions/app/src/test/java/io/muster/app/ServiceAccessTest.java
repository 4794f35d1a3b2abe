package io.muster.app;

import static io.muster.app.Answers.quoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.app.management.ManagementApi;
import io.muster.core.access.AccessRight;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.DenyList;
import io.muster.core.certificate.UploadedCrl;
import io.muster.core.decision.Decision;
import io.muster.core.identity.Etag;
import io.muster.core.identity.Secret;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.Refusals;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestAuthority;
import io.muster.core.testkit.TestData;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("rules 6.1 to 6.5: who may call which route of the service API, and with what token")
class ServiceAccessTest {
    private static final String CONFIG = "ServiceConfig";
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");
    private static final String BODY =
            "{\"certificate\":" + quoted(CA.certificate().pem()) + "}";
    private static final CaCertificate CHALLENGED = new CaCertificate(
            new CaName("dev-1"),
            CA.certificate(),
            false,
            Optional.of("C0DE"),
            TestData.NOW,
            TestData.NOW,
            new Etag("e"));
    private static final UploadedCrl LISTED = UploadedCrl.of(
            CHALLENGED.name(),
            Base64.getEncoder().encodeToString(CA.crl(1).getBytes(StandardCharsets.US_ASCII)),
            CHALLENGED.certificate(),
            TestData.NOW,
            new Etag("c"));
    private static final DenyList.Entry DENIED =
            new DenyList.Entry(Denial.parse(ServiceCall.DENIAL), Optional.empty(), TestData.NOW);
    private static final String READ = "EnrollmentRead";
    private static final String WRITE = "EnrollmentWrite";
    private static final String KEYS = "PolicyKeys";
    private static final String RECORD_READ = "RegistrationStatusRead";
    private static final String RECORD_WRITE = "RegistrationStatusWrite";

    private final TestApp app = new TestApp();

    @BeforeEach
    void aDeviceAGroupAndARecordAreThere() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.groups().put(TestData.group("dev-1", TermsBuilder.terms()));
        app.cas().put(CHALLENGED);
        app.denials().put(DENIED);
        assertTrue(app.crls().insert(LISTED));
        Response unused = app.register(FakeDevice.withKey("dev-1", TestData.key("dev-1/1")));
        app.decisions().record(Decision.of(ServiceCall.ATTEMPT, Refusals.of("dev-1"), "register", TestData.NOW));
        List<String> unusedChanges = app.changes();
    }

    /** Rules 6.1, 6.2 and 6.8 written out; write includes read. */
    static Stream<ServiceCall> calls() {
        return Stream.of(
                        ofKind(
                                "/enrollments",
                                "{\"mode\":\"delete\",\"enrollments\":[{\"registrationId\":\"dev-1\"}]}"),
                        ofKind(
                                "/enrollmentGroups",
                                "{\"mode\":\"delete\",\"enrollmentGroups\":[{\"enrollmentGroupId\":\"dev-1\"}]}"),
                        service(),
                        certificates(ManagementApi.RESOURCES, "{\"properties\":" + BODY + "}"),
                        certificates("/muster/certificates", BODY),
                        Stream.of(
                                ServiceCall.of("GET", "/muster/certificates/{id}/crl", "", CONFIG),
                                ServiceCall.of("PUT", "/muster/certificates/{id}/crl", CA.crl(2), CONFIG),
                                ServiceCall.of("DELETE", "/muster/certificates/{id}/crl", "", CONFIG),
                                ServiceCall.of("GET", "/muster/denials", "", CONFIG),
                                ServiceCall.of("PUT", "/muster/denials/{denial}", "{\"note\":\"x\"}", CONFIG),
                                ServiceCall.of("DELETE", "/muster/denials/{denial}", "", CONFIG),
                                ServiceCall.of("GET", "/registrations/{id}", "", RECORD_READ),
                                ServiceCall.of("DELETE", "/registrations/{id}", "", RECORD_WRITE),
                                ServiceCall.of("POST", "/registrations/{id}/query", "{\"query\":\"*\"}", RECORD_READ),
                                ServiceCall.of("POST", "/muster/registrations/{id}/count", "", RECORD_READ),
                                ServiceCall.of("POST", "/muster/import", "", WRITE),
                                ServiceCall.of("GET", "/muster/dead-letters", "", RECORD_READ),
                                ServiceCall.of("POST", "/muster/dead-letters/redrive", "", RECORD_WRITE),
                                ServiceCall.of("GET", "/muster/releases", "", RECORD_READ),
                                ServiceCall.of("PUT", "/muster/releases", "{\"percent\":1}", RECORD_WRITE),
                                ServiceCall.of("PUT", "/muster/releases/{id}", "{\"percent\":1}", RECORD_WRITE),
                                ServiceCall.of("POST", "/muster/mend", "", WRITE),
                                ServiceCall.of(
                                        "POST",
                                        "/muster/decisions/dry-run",
                                        "{\"registrationId\":\"dev-1\",\"authorization\":\"none\"}",
                                        READ,
                                        WRITE),
                                ServiceCall.of("GET", "/muster/decisions/registrations/{id}", "", RECORD_READ),
                                ServiceCall.of("GET", "/muster/decisions/attempts/{trackingId}", "", RECORD_READ),
                                ServiceCall.of("GET", "/muster/webhooks/registrations/{id}", "", RECORD_READ),
                                ServiceCall.of("GET", "/muster/audit", "", CONFIG),
                                ServiceCall.of("POST", "/muster/audit/verify", "", CONFIG)))
                .flatMap(it -> it);
    }

    private static Stream<ServiceCall> service() {
        String subscription = "/subscriptions/{subscription}";
        String provider = "/providers/Microsoft.Devices";
        String all = subscription + "/resourceGroups/{resourceGroup}" + provider + "/provisioningServices";
        String one = all + "/{service}";
        return Stream.of(
                ServiceCall.of("GET", provider + "/operations", "", CONFIG),
                ServiceCall.of(
                        "POST",
                        subscription + provider + "/checkProvisioningServiceNameAvailability",
                        "{\"name\":\"x\"}",
                        CONFIG),
                ServiceCall.of("GET", subscription + provider + "/provisioningServices", "", CONFIG),
                ServiceCall.of("GET", all, "", CONFIG),
                ServiceCall.of("GET", one, "", CONFIG),
                ServiceCall.of("PUT", one, "{\"properties\":{}}", CONFIG),
                ServiceCall.of("PATCH", one, "{\"tags\":{}}", CONFIG),
                ServiceCall.of("GET", one + "/operationresults/{operationId}", "", CONFIG),
                ServiceCall.of("GET", one + "/skus", "", CONFIG),
                ServiceCall.of("POST", one + "/listkeys", "", KEYS),
                ServiceCall.of("POST", one + "/keys/{keyName}/listkeys", "", KEYS),
                ServiceCall.of("POST", "/muster/policies/{policy}/regenerate", "{\"key\":\"primary\"}", KEYS));
    }

    private static Stream<ServiceCall> certificates(String path, String body) {
        String proof = "{\"certificate\":" + quoted(CA.issue("CN=C0DE").pem()) + "}";
        return Stream.of(
                ServiceCall.of("GET", path, "", CONFIG),
                ServiceCall.of("GET", path + "/{id}", "", CONFIG),
                ServiceCall.of("PUT", path + "/{id}", body, CONFIG),
                ServiceCall.of("DELETE", path + "/{id}", "", CONFIG),
                ServiceCall.of("POST", path + "/{id}/generateVerificationCode", "", CONFIG),
                ServiceCall.of("POST", path + "/{id}/verify", proof, CONFIG));
    }

    private static Stream<ServiceCall> ofKind(String path, String bulk) {
        return Stream.of(
                ServiceCall.of("POST", path, bulk, WRITE),
                ServiceCall.of("POST", path + "/query", "{\"query\":\"\"}", READ, WRITE),
                ServiceCall.of("POST", "/muster" + path + "/count", "{\"query\":\"\"}", READ, WRITE),
                ServiceCall.of("GET", path + "/{id}", "", READ, WRITE),
                ServiceCall.of("PUT", path + "/{id}", "{KEYS}", WRITE),
                ServiceCall.of("PATCH", path + "/{id}", "{}", WRITE),
                ServiceCall.of("DELETE", path + "/{id}", "", WRITE),
                ServiceCall.of("POST", path + "/{id}/attestationmechanism", "{}", WRITE));
    }

    @Test
    void the_table_here_names_every_route_there_is() {
        // The export asks for more than one right: see below. No right is enough to delete the service.
        Stream<String> others =
                Stream.of("GET /muster/export", "DELETE " + ManagementApi.RESOURCES.replace("/certificates", ""));
        List<String> known = Stream.concat(calls().map(ServiceCall::toString), others)
                .sorted()
                .toList();

        assertEquals(
                known,
                app.guardedRoutes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .sorted(Comparator.naturalOrder())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void rules_6_1_and_6_2_a_right_alone_opens_exactly_what_the_table_says(ServiceCall call) {
        for (AccessRight right : AccessRight.values()) {
            if (!call.rights().contains(right.wire())) {
                Response refused = call.by(app, Map.of("authorization", app.token(right.wire())));

                refused(refused, 403, 403001, call + " by " + right);
            }
        }
        for (String right : call.rights()) {
            Response allowed = call.by(app, Map.of("authorization", app.token(right)));

            assertTrue(allowed.status() < 300, call + " by " + right + ": " + allowed.body());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void rules_6_3_and_6_5_without_a_token_that_holds_it_is_401(ServiceCall call) {
        Sas good = sas(TestApp.HOST);
        refused(call.by(app, Map.of()), 401, 401002, "no token");
        refusedAs(call, new Sas(TestApp.HOST, TestData.key("other"), good.expiry(), good.keyName()), "wrong key");
        refusedAs(call, new Sas(TestApp.HOST, good.key(), seconds(-61), good.keyName()), "expired");
        refusedAs(call, good.withoutKeyName(), "no skn");
        refusedAs(call, good.keyName("nobody"), "unknown policy");
        refusedAs(call, good.keyName("registration"), "a device's token");
        String device = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"))
                .authorization(app.clock())
                .orElseThrow();
        refused(call.by(app, Map.of("authorization", device)), 401, 401002, "a device's token");
        refused(call.by(app, Map.of("authorization", "Bearer " + good.header())), 401, 401002, "bearer");

        Sas second = new Sas(TestApp.HOST, TestData.key("policy owner/2"), seconds(-59), good.keyName());
        assertTrue(call.by(app, authorization(second)).status() < 300, "the second key, within the skew of the clocks");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void rule_6_4_sr_covers_by_whole_segments(ServiceCall call) {
        String whole = TestApp.HOST + call.path();
        for (String resource : List.of(
                TestApp.HOST + "/other",
                TestApp.HOST + call.firstSegment().substring(0, 4),
                TestApp.HOST + "/" + call.path(),
                whole.substring(0, whole.length() - 1),
                whole + "x",
                whole + "/more",
                "other.example",
                "other.example" + call.path(),
                "x" + TestApp.HOST,
                TestApp.HOST + ".other",
                "https://" + TestApp.HOST,
                call.path(),
                "/",
                "dps")) {
            refusedAs(call, sas(resource), resource);
        }
        for (String resource : List.of(
                TestApp.HOST,
                TestApp.HOST + "/",
                TestApp.HOST + ":443",
                TestApp.HOST.toUpperCase(Locale.ROOT),
                TestApp.HOST + call.firstSegment(),
                TestApp.HOST + "%2f" + call.firstSegment().substring(1),
                whole,
                whole.toUpperCase(Locale.ROOT),
                whole.replace("/", "%2F"))) {
            app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
            app.groups().put(TestData.group("dev-1", TermsBuilder.terms()));
            Response allowed = call.by(app, authorization(sas(resource)));

            assertTrue(allowed.status() != 401 && allowed.status() != 403, resource + ": " + allowed.body());
        }
    }

    @Test
    void an_export_needs_each_right_that_it_makes_use_of() {
        assertEquals(200, export("?records=false", READ));
        assertEquals(200, export("?records=false", WRITE));
        assertEquals(200, export("?records=false&keys=true", WRITE));
        assertEquals(200, export("?keys=true", "owner"));
        assertEquals(403, export("?records=false&keys=true", READ));
        assertEquals(403, export("?records=false&keys=true", "reader"));
        assertEquals(403, export("", READ));
        assertEquals(403, export("", WRITE));
        assertEquals(403, export("", RECORD_READ));
        assertEquals(403, export("?records=false", RECORD_WRITE));
        assertEquals(403, export("?records=false", "ServiceConfig"));
        assertEquals(403, export("?records=false", "DeviceConnect"));
        assertEquals(401, app.call("GET", "/muster/export", "", Map.of()).status());
    }

    private int export(String query, String policy) {
        return app.manageAs(policy, "GET", "/muster/export" + query, "").status();
    }

    @Test
    void a_record_is_imported_only_with_the_right_to_write_records() {
        String line = "{\"registration\":{\"registrationId\":\"dev-2\",\"assignedHub\":\"hub-a.azure-devices.net\"}}";

        String refused = app.manageAs(WRITE, "POST", "/muster/import", line).body();
        assertTrue(refused.contains("\"outcome\":\"failed\",\"errorCode\":403001"), refused);
        assertEquals(List.of(), app.changes());
        assertEquals(
                403, app.manageAs(RECORD_WRITE, "POST", "/muster/import", line).status());
        assertEquals(
                "{\"line\":1,\"outcome\":\"created\"}\n",
                app.manage("POST", "/muster/import", line).body());
    }

    private void refusedAs(ServiceCall call, Sas token, String why) {
        refused(call.by(app, authorization(token)), 401, 401002, why);
    }

    private void refused(Response response, int status, int code, String why) {
        assertEquals(status, response.status(), why + ": " + response.body());
        String form = response.body().startsWith("{\"errorCode\"") ? "{\"errorCode\":%d," : "{\"code\":\"%d\",";
        assertTrue(response.body().startsWith(form.formatted(code)), response.body());
        assertEquals(List.of(), app.changes(), why);
    }

    private Sas sas(String resource) {
        Secret key = TestData.key("policy owner");
        return Sas.of(resource, key, TestData.NOW.plusSeconds(3600)).keyName("owner");
    }

    private static long seconds(long fromNow) {
        return TestData.NOW.plusSeconds(fromNow).getEpochSecond();
    }

    private static Map<String, String> authorization(Sas token) {
        return Map.of("authorization", token.header());
    }
}
