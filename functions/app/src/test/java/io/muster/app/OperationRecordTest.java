package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.app.http.MaskedAddress;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.http.Router;
import io.muster.core.problem.Problem;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryDecisions;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("8.2 to 8.5: a record of every call, in DPS's columns")
class OperationRecordTest {
    private static final Set<String> COLUMNS = new TreeSet<>(Set.of(
            "ApplicationId",
            "CallerIpAddress",
            "Category",
            "CorrelationId",
            "DurationMs",
            "Level",
            "OperationName",
            "OperationVersion",
            "Resource",
            "ResourceGroup",
            "ResourceId",
            "ResourceProvider",
            "ResourceType",
            "ResultDescription",
            "ResultSignature",
            "ResultType",
            "SubscriptionId",
            "TenantId",
            "TimeGenerated",
            "location_s",
            "properties_s"));
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));

    private final TestApp app = new TestApp();

    @BeforeEach
    void enrolled() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
    }

    private JsonNode last() throws Exception {
        return new ObjectMapper().readTree(app.lines().get(app.lines().size() - 1));
    }

    @Test
    void aRegisterThatWentWell() throws Exception {
        Response response = app.register(DEVICE);

        JsonNode line = last();
        Set<String> columns = new TreeSet<>();
        line.fieldNames().forEachRemaining(columns::add);
        assertEquals(COLUMNS, columns);
        line.forEach(value -> assertTrue(value.isTextual(), value::toString));
        assertEquals("DeviceOperations", line.path("Category").asText());
        assertEquals("AttestationAttempt", line.path("OperationName").asText());
        assertEquals("March2019", line.path("OperationVersion").asText());
        assertEquals("Success", line.path("ResultType").asText());
        assertEquals("", line.path("ResultSignature").asText());
        assertEquals("", line.path("ResultDescription").asText());
        assertEquals("Information", line.path("Level").asText());
        assertEquals("dps", line.path("Resource").asText());
        assertEquals(
                response.headers().get("x-ms-request-id"),
                line.path("CorrelationId").asText());
        JsonNode properties =
                new ObjectMapper().readTree(line.path("properties_s").asText());
        assertEquals("dev-1", properties.path("id").asText());
        assertEquals("Registration", properties.path("type").asText());
        assertEquals("Http", properties.path("protocol").asText());
    }

    @Test
    void aRefusedDeviceHasStatusAndTheTruthInItsRecord() throws Exception {
        Response unused = app.register(FakeDevice.withKey("dev-1", TestData.key("other")));

        JsonNode line = last();
        assertEquals("ClientError", line.path("ResultType").asText());
        assertEquals("401", line.path("ResultSignature").asText());
        assertEquals("Error", line.path("Level").asText());
        assertTrue(line.path("ResultDescription").asText().startsWith("401002 "), line::toString);
    }

    @ParameterizedTest(name = "{0} {1} is {2} of {3}")
    @CsvSource({
        "PUT, /enrollments/x, Upsert, IndividualEnrollment",
        "PATCH, /enrollments/dev-1, Upsert, IndividualEnrollment",
        "GET, /enrollmentGroups/x, Get, EnrollmentGroup",
        "POST, /enrollmentGroups/query, Query, EnrollmentGroup",
        "POST, /muster/enrollments/count, Query, IndividualEnrollment",
        "POST, /enrollments, Bulk, IndividualEnrollment",
        "DELETE, /registrations/x, Delete, Registration",
        "POST, /enrollments/dev-1/attestationmechanism, GetAttestationMechanism, IndividualEnrollment",
        "GET, /muster/certificates, Get, Certificate",
        "POST, /muster/dead-letters/redrive, Redrive, Registration",
        "GET, /muster/audit, Get, Audit",
        "GET, /nowhere, Get, Unknown"
    })
    void serviceCallsAreNamedByTheirRoute(String method, String path, String name, String type) throws Exception {
        Response unused = app.manage(method, path + TestApp.SERVICE_VERSION, "{\"query\":\"*\"}");

        assertEquals("ServiceOperations", last().path("Category").asText());
        assertEquals(name, last().path("OperationName").asText());
        assertEquals(
                type,
                new ObjectMapper()
                        .readTree(last().path("properties_s").asText())
                        .path("type")
                        .asText());
        assertEquals("October2021", last().path("OperationVersion").asText());
    }

    @Test
    void theCallersOwnNumberIsTheCorrelationIdElseItsTrace() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Response unusedNamed = app.manage(
                "GET",
                "/enrollments/dev-1" + TestApp.SERVICE_VERSION,
                "",
                "x-ms-client-request-id",
                "my\u0007call",
                "traceparent",
                trace);
        assertEquals("my?call", last().path("CorrelationId").asText());

        Response unused = app.manage("GET", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, "", "traceparent", trace);
        assertEquals(
                "4bf92f3577b34da6a3ce929d0e0e4736", last().path("CorrelationId").asText());

        Response unusedBad =
                app.manage("GET", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, "", "traceparent", "00-zz");
        assertTrue(last().path("properties_s")
                .asText()
                .contains(last().path("CorrelationId").asText()));
    }

    @Test
    void ofAnAddressTheLastPartIsMasked() throws Exception {
        assertEquals("203.0.113.XXX", MaskedAddress.of(InetAddress.getByName("203.0.113.77")));
        assertEquals("2001:db8:1::XXX", MaskedAddress.of(InetAddress.getByName("2001:db8:1:2:3:4:5:6")));
    }

    @Test
    void noSecretIsInARecord() {
        String key = Base64.getEncoder().encodeToString(TestData.key("planted").reveal());
        String body = "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + key + "\"}}}";
        Response unused = app.manage("PUT", "/enrollments/dev-9" + TestApp.SERVICE_VERSION, body);
        Response unusedShown =
                app.manage("POST", "/enrollments/dev-9/attestationmechanism" + TestApp.SERVICE_VERSION, "");
        Response unusedRefused =
                app.call("GET", "/enrollments/dev-9", "", Map.of("authorization", "SharedAccessSignature sig=" + key));

        assertEquals(3, app.lines().size());
        assertFalse(app.lines().toString().contains(key.substring(0, 20)), app.lines()::toString);
        assertFalse(app.lines().toString().contains("SharedAccessSignature"), app.lines()::toString);
    }

    @Test
    void aShareOfTheDeviceCallsThatWentWellAndAllOthersAreRecorded() {
        List<String> kept = new ArrayList<>();
        OperationLog none = new OperationLog("dps", 0, (category, line) -> kept.add(line));
        OperationLog some = new OperationLog("dps", 30, (category, line) -> kept.add(line));
        for (OperationLog records : List.of(none, some)) {
            kept.clear();
            for (int i = 0; i < 400; i++) {
                Response unused = register(records, false);
            }
            int expected = records == none ? 0 : 120;
            assertTrue(Math.abs(kept.size() - expected) <= (records == none ? 0 : 45), "kept " + kept.size());
        }
        kept.clear();
        Response refused = register(none, true);

        assertEquals(401, refused.status());
        assertEquals(1, kept.size());
    }

    private static Response register(OperationLog records, boolean refused) {
        Router router = new Router().route("PUT", "/{idScope}/registrations/{registrationId}/register", request -> {
            if (refused) {
                throw Problem.unauthorized("a wrong key");
            }
            return Response.noContent();
        });
        return new FrontDoor(router, new InMemoryDecisions(), () -> TestData.NOW, records, CallTraces.NONE)
                .answer(new Request("PUT", "/0ne00ABCDEF/registrations/dev-1/register", "", Map.of(), "{}"));
    }
}
