package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 1, clients 34: which path and method leads where")
class RoutesTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));

    private final TestApp app = new TestApp();

    @ParameterizedTest(name = "{0} {1} is 405, {2}")
    @CsvSource({
        "POST, /enrollments/a, 'DELETE, GET, PATCH, PUT'",
        "GET, /enrollments, POST",
        "DELETE, /enrollmentGroups/, POST",
        "PUT, /registrations/a, 'DELETE, GET'",
        "GET, /registrations/a/query, POST",
        "POST, /muster/export, GET",
        "POST, /muster/releases, 'GET, PUT'",
        "DELETE, /muster/audit, GET",
        "GET, /muster/audit/verify, POST",
        "POST, /muster/certificates, GET",
        "PATCH, /muster/certificates/a, 'DELETE, GET, PUT'",
        "GET, /muster/certificates/a/verify, POST",
        "GET, /enrollmentGroups/a/attestationmechanism, POST",
        "DELETE, /0ne00ABCDEF/registrations/a, 'GET, POST'",
        "POST, /0ne00ABCDEF/registrations/a/register, PUT",
        "PUT, /0ne00ABCDEF/registrations/a/operations/b, GET",
        "HEAD, /enrollmentGroups/a, 'DELETE, GET, PATCH, PUT'"
    })
    void a_wrong_method_is_405_and_names_the_right_ones(String method, String path, String allowed) {
        Response response = app.manage(method, path + TestApp.SERVICE_VERSION, "");

        assertEquals(405, response.status());
        assertTrue(response.body().contains("\"errorCode\":405000,"), response.body());
        assertTrue(response.body().contains("takes " + allowed + " only"), response.body());
        assertEquals(allowed, response.headers().get("Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/enrollments/a/b",
                "/registrations",
                "/muster",
                "/muster/enrollments",
                "/muster/certificates/a/b",
                "/enrollments//a",
                "/enrollments/a/../b",
                "/enrollments/a/attestationmechanism/x",
                "/enrollments%2Fa",
                "/0ne00ABCDEF",
                "/0ne00ABCDEF/registrations",
                "/0ne00ABCDEF/registrations/a/register/now",
                "/0ne00ABCDEF/registrations/a%2Fregister/x",
                "/x/0ne00ABCDEF/registrations/a/register"
            })
    void a_path_nobody_serves_is_404(String path) {
        Response response = app.manage("PUT", path + TestApp.SERVICE_VERSION, "{}");

        assertEquals(404, response.status());
        assertTrue(response.body().contains("\"errorCode\":404001,"), response.body());
        assertEquals(List.of(), app.changes());
    }

    @Test
    void literals_fit_in_any_case_and_the_id_scope_does_too() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));

        assertEquals(
                200,
                app.manage("GET", "/ENROLLMENTS/dev-1" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(
                200,
                app.manage("GET", "/enrollments/DEV-1" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(
                202,
                app.as(DEVICE, "PUT", "/0NE00abcdef/Registrations/dev-1/REGISTER" + TestApp.VERSION, "")
                        .status());
    }

    @Test
    void one_slash_at_the_end_changes_nothing() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));

        assertEquals(
                200,
                app.manage("GET", "/enrollments/dev-1/" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(
                202,
                app.as(DEVICE, "PUT", TestApp.device("dev-1") + "/register/" + TestApp.VERSION, "")
                        .status());
    }

    @Test
    void an_id_is_decoded_once() {
        app.individuals().put(TestData.individual("a:b", TermsBuilder.terms()));

        assertEquals(
                200,
                app.manage("GET", "/enrollments/a%3Ab" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(
                400,
                app.manage("GET", "/enrollments/a%253Ab" + TestApp.SERVICE_VERSION, "")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "..", "%2e%2e", "a%00", "a%", "a%zz", "a%ff", "a%C0%AF", "a\u00e9", "a b", "a%20"})
    void path_tricks_are_a_400_and_reach_nothing(String id) {
        for (String path : List.of("/enrollments/" + id, TestApp.device(id) + "/register")) {
            Response response = app.manage("PUT", path + TestApp.SERVICE_VERSION, "{}");

            assertEquals(400, response.status(), path);
            assertTrue(response.body().contains("\"errorCode\":400004,"), response.body());
        }
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?api-version=",
                "?api-version=2019-03-32",
                "?api-version=2021-10-01%20",
                "?api-version",
                "?apiversion=2021-10-01",
                "?api-version=2021-10-01&api-version=2019-03-31",
                "?api-version=%zz"
            })
    void an_unknown_api_version_or_none_is_400001_and_the_known_ones_are_told(String query) {
        for (String path : List.of("/enrollments/a", TestApp.device("a") + "/register")) {
            Response response = app.manage("PUT", path + query, "{}");

            assertEquals(400, response.status());
            assertTrue(response.body().contains("\"errorCode\":400001,"), response.body());
            assertTrue(response.body().contains("2021-06-01"), response.body());
        }
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-04-01",
                "2018-09-01-preview",
                "2018-11-01",
                "2019-03-31",
                "2021-06-01",
                "2021-10-01",
                "2021-11-01-preview",
                "2025-07-01-preview",
                "2026-11-01"
            })
    void seams_4_the_api_versions_of_both_apis(String version) {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));

        assertEquals(
                200,
                app.manage("GET", "/enrollments/dev-1?API-Version=" + version, "")
                        .status());
        assertEquals(
                202,
                app.as(DEVICE, "PUT", TestApp.device("dev-1") + "/register?x=&api-version=" + version, "{}")
                        .status());
    }

    @Test
    void seams_4_the_version_of_iot_edge_is_for_devices_only() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));

        assertEquals(
                400,
                app.manage("GET", "/enrollments/dev-1?api-version=2019-04-15", "")
                        .status());
        assertEquals(
                202,
                app.as(DEVICE, "PUT", TestApp.device("dev-1") + "/register?api-version=2019-04-15", "")
                        .status());
    }
}
