package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.OperationTally;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("rule 7.4: which operations count as billed; the rows are those of DPS's price page")
class BillingTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));

    private final TestApp app = new TestApp();

    @BeforeEach
    void aDeviceAGroupAndARecordAreThere() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.groups().put(TestData.group("dev-1", TermsBuilder.terms()));
        app.haveCa("dev-1");
        assertEquals(202, app.register(DEVICE).status());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Register Device, true, PUT, /register",
        "Device Registration Status Lookup, false, POST, ''",
        "Operation Status Lookup, false, GET, /operations/OPERATION"
    })
    void device(String row, boolean billed, String method, String path) {
        String operation = app.registrations()
                .load(DEVICE.registrationId())
                .registration()
                .orElseThrow()
                .registration()
                .operation()
                .id()
                .text();
        counted(
                billed,
                () -> app.as(
                        DEVICE,
                        method,
                        TestApp.device("dev-1") + path.replace("OPERATION", operation) + TestApp.VERSION,
                        "{}"));
    }

    /** Each row of the page that is not a device's: how it is called. */
    static Stream<Row> rows() {
        String resource = ServiceBodies.ONE;
        String certificates = resource + "/certificates";
        return Stream.of(
                        Stream.of(
                                billed("DELETE", "/registrations/dev-1", ""),
                                billed("GET", "/registrations/dev-1", ""),
                                billed("POST", "/registrations/dev-1/query", "{\"query\":\"*\"}")),
                        enrollments(
                                "/enrollments",
                                "{\"mode\":\"delete\",\"enrollments\":[{\"registrationId\":\"dev-1\"},"
                                        + "{\"registrationId\":\"dev-2\"}]}"),
                        enrollments(
                                "/enrollmentGroups",
                                "{\"mode\":\"delete\",\"enrollmentGroups\":"
                                        + "[{\"enrollmentGroupId\":\"dev-1\"},{\"enrollmentGroupId\":\"dev-2\"}]}"),
                        Stream.of(
                                free("PUT", certificates + "/dev-1", "{}"),
                                free("DELETE", certificates + "/dev-1", ""),
                                free("POST", certificates + "/dev-1/generateVerificationCode", ""),
                                free("GET", certificates + "/dev-1", ""),
                                free("GET", certificates, ""),
                                free("POST", certificates + "/dev-1/verify", "{}"),
                                free(
                                        "POST",
                                        "/subscriptions/91d1/providers/Microsoft.Devices"
                                                + "/checkProvisioningServiceNameAvailability",
                                        "{\"name\":\"a\"}"),
                                free("PUT", resource, ServiceBodies.hubs(ServiceBodies.OLD)),
                                free("DELETE", resource, ""),
                                free("GET", resource, ""),
                                free("GET", resource + "/operationresults/initial", ""),
                                free("GET", ServiceBodies.ALL, ""),
                                free("GET", "/subscriptions/91d1/providers/Microsoft.Devices/provisioningServices", ""),
                                free("POST", resource + "/listkeys", ""),
                                free("POST", resource + "/keys/owner/listkeys", ""),
                                free("GET", resource + "/skus", ""),
                                free("PATCH", resource, "{\"tags\":{}}"),
                                // Not on the page: DPS has no such calls.
                                free("POST", "/muster/enrollments/count", ""),
                                free("GET", "/muster/export", "")))
                .flatMap(it -> it);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("rule 7.4: every call of the service API is one operation, a bulk operation too; management is free")
    void service(Row row) {
        counted(row.billed(), () -> {
            Map<String, String> headers =
                    new HashMap<>(Map.of("authorization", app.token("owner"), "content-type", TestApp.JSON));
            headers.put("if-match", "*");
            String version = row.billed() || row.path().startsWith("/muster/")
                    ? TestApp.SERVICE_VERSION
                    : TestApp.MANAGEMENT_VERSION;
            return app.call(row.method(), row.path() + version, row.body(), headers);
        });
    }

    @Test
    @DisplayName("rule 7.4: who is not let in is not billed")
    void refused() {
        OperationTally before = app.operations();
        long billed = before.billed();
        long free = before.free();
        assertEquals(
                401,
                app.register(FakeDevice.withKey("dev-1", TestData.key("other"))).status());
        assertEquals(
                403,
                app.manageAs("ServiceConfig", "GET", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(billed, app.operations().billed());
        assertEquals(free, app.operations().free());
    }

    @Test
    @DisplayName("rule 7.4: DPS's own service routes are billed and no others")
    void table() {
        Set<String> billed = app.guardedRoutes().stream()
                .filter(route -> route.kind().billed())
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofDps = app.service().routes().stream()
                .map(route -> route.method() + " " + route.path())
                .filter(route -> !route.contains("/muster/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(ofDps, billed);
        assertEquals(17, billed.size(), "14 rows of the page, PATCH of both kinds of enrollment, and query of records");
    }

    record Row(boolean billed, String method, String path, String body) {}

    private static Row billed(String method, String path, String body) {
        return new Row(true, method, path, body);
    }

    private static Row free(String method, String path, String body) {
        return new Row(false, method, path, body);
    }

    private static Stream<Row> enrollments(String path, String bulk) {
        return Stream.of(
                billed("PUT", path + "/new", "{\"attestation\":{\"type\":\"symmetricKey\"}}"),
                billed("DELETE", path + "/dev-1", ""),
                billed("GET", path + "/dev-1", ""),
                billed("POST", path + "/dev-1/attestationmechanism", ""),
                billed("POST", path + "/query", "{\"query\":\"*\"}"),
                billed("POST", path, bulk));
    }

    private interface Call {
        Response make();
    }

    private void counted(boolean billed, Call call) {
        long before = app.operations().billed();
        long beforeFree = app.operations().free();
        Response answer = call.make();
        assertEquals(billed ? 1 : 0, app.operations().billed() - before, answer::body);
        assertEquals(billed ? 0 : 1, app.operations().free() - beforeFree, answer::body);
    }
}
