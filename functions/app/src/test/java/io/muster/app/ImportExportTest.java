package io.muster.app;

import static io.muster.app.Answers.lines;
import static io.muster.app.Answers.pem;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.SampleTpmKeys;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("import and export, extensions: everything as lines of JSON")
class ImportExportTest {
    private static final String TOKEN = "x-ms-continuation";

    private final TestApp app = new TestApp();

    /** One of each kind, with all that an enrollment can have. */
    private void fill() {
        app.haveCa("root-1");
        String terms =
                ",\"capabilities\":{\"iotEdge\":true},\"provisioningStatus\":\"disabled\",\"allocationPolicy\":\"static\","
                        + "\"iotHubs\":[\"hub-a.azure-devices.net\"],\"reprovisionPolicy\":{\"updateHubAssignment\":true,"
                        + "\"migrateDeviceData\":false},\"initialTwin\":{\"tags\":{\"a\":1.50,\"b\":\"\u00e9\\n\"},"
                        + "\"properties\":{\"desired\":{}}}";
        String key = TestData.key("given").revealBase64();
        String keys = "\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + key + "\"}}";
        put(
                "/enrollments/Dev-k?api-version=2026-11-01",
                keys + terms
                        + ",\"deviceId\":\"x#1\",\"optionalDeviceInformation\":{\"a\":[1]},\"namespaceName\":\"my-space\"");
        put(
                "/enrollments/dev-p?api-version=2025-07-01-preview",
                keys + ",\"credentialPolicyName\":\"policy\",\"allocationPolicy\":\"custom\","
                        + "\"customAllocationDefinition\":{\"webhookUrl\":\"https://hook.example/a?code=k3y\","
                        + "\"apiVersion\":\"2021-10-01\"}");
        put(
                "/enrollments/dev-t?api-version=2021-10-01",
                "\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\"" + SampleTpmKeys.EK
                        + "\",\"storageRootKey\":\"" + SampleTpmKeys.SRK + "\"}}");
        put("/enrollments/dev-x?api-version=2021-10-01", x509("clientCertificates", "leaf-a", "leaf-b"));
        put(
                "/enrollmentGroups/ca?api-version=2021-10-01",
                "\"attestation\":{\"type\":\"x509\",\"x509\":{\"caReferences\":{\"secondary\":\"root-1\"}}}");
        put("/enrollmentGroups/line?api-version=2021-10-01", keys + ",\"registrationIdPrefix\":\"m-\"");
        put("/enrollmentGroups/x?api-version=2021-10-01", x509("signingCertificates", "root-a", "root-b"));
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        for (FakeDevice device : List.of(
                FakeDevice.withKey("dev-1", TestData.key("dev-1/1")),
                FakeDevice.member("m-1", TestData.key("given")),
                FakeDevice.member("M-2", TestData.key("given")))) {
            assertEquals(202, app.register(device).status());
        }
    }

    private void put(String target, String members) {
        Response response = app.manage("PUT", target, "{" + members + "}");
        assertEquals(200, response.status(), response.body());
    }

    private static String x509(String form, String primary, String secondary) {
        return "\"attestation\":{\"type\":\"x509\",\"x509\":{\"" + form + "\":{\"primary\":{\"certificate\":"
                + quoted(pem(primary)) + "},\"secondary\":{\"certificate\":" + quoted(pem(secondary)) + "}}}}";
    }

    private static Response export(TestApp from, String query) {
        return from.manage("GET", "/muster/export" + query, "");
    }

    /** All pages joined. */
    private String exported(TestApp from, String query, int size) {
        StringBuilder all = new StringBuilder();
        Optional<String> token = Optional.empty();
        do {
            Response page = token.isPresent()
                    ? from.manage(
                            "GET", "/muster/export" + query, "", TOKEN, token.get(), "x-ms-max-item-count", "" + size)
                    : from.manage("GET", "/muster/export" + query, "", "x-ms-max-item-count", "" + size);
            assertEquals(200, page.status(), page.body());
            assertEquals("application/x-ndjson; charset=utf-8", page.headers().get("Content-Type"));
            all.append(page.body());
            token = Optional.ofNullable(page.headers().get(TOKEN));
        } while (token.isPresent());
        return all.toString();
    }

    private Response intake(TestApp into, String body) {
        return into.manage("POST", "/muster/import", body, "content-type", "application/x-ndjson");
    }

    /** What is another service's own: etags and the times of writing. */
    private static String comparable(String export) {
        return export.replaceAll("\"etag\":\"[^,]*,", "")
                .replaceAll("(,\"etag\":\"[^\"]*\")", "")
                .replaceAll("\"(createdDateTimeUtc|lastUpdatedDateTimeUtc)\":\"[^\"]*\",?", "");
    }

    @Test
    void what_was_exported_and_imported_is_exported_alike() {
        fill();
        String export = exported(app, "?keys=true", 100);
        assertEquals(3 + 5 + 3, export.lines().count(), export);

        TestApp other = new TestApp();
        other.haveCa("root-1");
        other.clock().advance(Duration.ofDays(3));
        List<JsonNode> results = lines(intake(other, export));

        assertEquals(11, results.size());
        for (int i = 0; i < results.size(); i++) {
            assertEquals(
                    "{\"line\":" + (i + 1) + ",\"outcome\":\"created\"}",
                    results.get(i).toString());
        }
        assertNotEquals(export, exported(other, "?keys=true", 100));
        assertEquals(comparable(export), comparable(exported(other, "?keys=true", 100)));
        assertTrue(
                other.manage("GET", "/enrollments/dev-p?api-version=2025-07-01-preview", "")
                        .body()
                        .contains("\"credentialPolicyName\":\"policy\""),
                "names that the newest version does not show");
        assertEquals(
                202,
                other.register(FakeDevice.member("m-1", TestData.key("given"))).status());
    }

    @Test
    void an_import_can_simply_be_sent_again() {
        fill();
        String export = exported(app, "?keys=true", 100);
        String[] parts = export.split("(?<=\n)");
        TestApp other = new TestApp();
        other.haveCa("root-1");
        assertEquals(
                4,
                lines(intake(other, String.join("", List.of(parts).subList(0, 4))))
                        .size());
        other.clock().advance(Duration.ofSeconds(1));

        List<String> outcomes = lines(intake(other, export)).stream()
                .map(line -> line.path("outcome").textValue())
                .toList();

        assertEquals(List.of("updated", "updated", "updated"), outcomes.subList(0, 3));
        assertEquals(comparable(export), comparable(exported(other, "?keys=true", 100)));
        assertEquals(
                "updated", lines(intake(other, export)).get(10).path("outcome").textValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100, 5000})
    void pages_of_any_size_join_to_the_whole_through_all_three_sections(int size) {
        fill();
        String all = exported(app, "", 100);

        assertEquals(all, exported(app, "", size));
        assertEquals(
                "enrollmentGroup enrollmentGroup enrollmentGroup enrollment registration enrollment enrollment enrollment"
                        + " enrollment registration registration",
                String.join(
                        " ",
                        all.lines()
                                .map(line -> line.replaceAll("^\\{\"([A-Za-z]+)\".*", "$1"))
                                .toList()));
        assertFalse(exported(app, "?records=false", size).contains("{\"registration\""));
        assertEquals(8, exported(app, "?records=false", size).lines().count());
    }

    @Test
    void an_empty_service_exports_nothing_and_comes_to_an_end() {
        assertEquals("", exported(app, "", 1));
    }

    @Test
    void a_token_is_of_one_set_of_sections() {
        fill();
        String token = String.valueOf(app.manage("GET", "/muster/export", "", "x-ms-max-item-count", "1")
                .headers()
                .get(TOKEN));

        assertEquals(
                200,
                app.manage("GET", "/muster/export?keys=true", "", TOKEN, token).status());
        refused(400004, app.manage("GET", "/muster/export?records=false", "", TOKEN, token));
        refused(400004, app.manage("GET", "/muster/export", "", TOKEN, token.substring(1)));
    }

    @Test
    void keys_are_exported_on_request_only_and_certificates_always() {
        fill();
        String key = TestData.key("given").revealBase64();

        for (String query : List.of("", "?keys=false", "?keys=", "?keys")) {
            assertFalse(export(app, query).body().contains(key), query);
        }
        assertTrue(export(app, "?keys=true").body().contains(key));
        assertTrue(export(app, "").body().contains("-----BEGIN CERTIFICATE-----"));
        refused(403001, app.manageAs("reader", "GET", "/muster/export?keys=true&records=false", ""));
    }

    @Test
    void an_export_without_keys_leaves_the_keys_that_are_there() {
        fill();
        String before = exported(app, "?keys=true", 100);
        Response unused = intake(app, exported(app, "", 100));

        assertEquals(comparable(before), comparable(exported(app, "?keys=true", 100)));
    }

    @Test
    void a_broken_line_is_reported_by_its_number_and_the_others_are_done() {
        String good = "{\"enrollment\":{\"registrationId\":\"%s\",\"attestation\":{\"type\":\"symmetricKey\"}}}";
        List<String> sent = new ArrayList<>(List.of(
                good.replace("%s", "a"),
                "",
                "{\"enrollment\":{",
                "[]",
                "null",
                "{}",
                "{\"device\":{}}",
                "{\"enrollment\":{},\"enrollmentGroup\":{}}",
                "{\"enrollment\":[]}",
                "{\"enrollment\":{\"registrationId\":\"b\"}}",
                "{\"enrollment\":{\"attestation\":{\"type\":\"symmetricKey\"}}}",
                "{\"enrollmentGroup\":{\"registrationId\":\"b\",\"attestation\":{\"type\":\"symmetricKey\"}}}",
                "   \t ",
                "\u0000\ud83d",
                good.replace("%s", "z")));

        List<JsonNode> results = lines(intake(app, String.join("\r\n", sent) + "\r\n\r\n"));

        assertEquals(List.of("1", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "15"), numbers(results));
        assertEquals("created", results.get(0).path("outcome").textValue());
        assertEquals("created", results.get(12).path("outcome").textValue());
        for (JsonNode failed : results.subList(1, 12)) {
            assertEquals("failed", failed.path("outcome").textValue());
            assertEquals(400004, failed.path("errorCode").intValue());
            assertFalse(failed.path("message").textValue().isEmpty());
        }
        assertTrue(results.get(8).path("message").textValue().contains("attestation is missing"), results.toString());
        assertEquals(2, app.individuals().all().size());
    }

    private static List<String> numbers(List<JsonNode> results) {
        return results.stream().map(line -> line.path("line").asText()).toList();
    }

    @Test
    void no_lines_are_no_results_and_more_than_96_kilobytes_are_413() {
        for (String nothing : List.of("", "\n", "\r\n \r\n")) {
            Response response = intake(app, nothing);
            assertEquals(200, response.status());
            assertEquals("", response.body());
        }
        String line = "{\"enrollment\":{\"registrationId\":\"a\",\"attestation\":{\"type\":\"symmetricKey\"}}}\n";
        refused(413001, intake(app, line + " ".repeat(96 * 1024)));
        assertEquals(List.of(), app.changes());
        assertEquals(
                200, intake(app, line + " ".repeat(96 * 1024 - line.length())).status());
    }

    @Test
    void rules_of_enrollments_hold_for_lines_too() {
        put("/enrollments/dev-k?api-version=2021-10-01", "\"attestation\":{\"type\":\"symmetricKey\"}");
        put("/enrollments/dev-x?api-version=2021-10-01", x509("clientCertificates", "leaf-a", "leaf-b"));

        List<JsonNode> results = lines(
                intake(
                        app,
                        "{\"enrollment\":{\"registrationId\":\"dev-k\",\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\""
                                + SampleTpmKeys.EK + "\"}}}}\n"
                                + "{\"enrollment\":{\"registrationId\":\"dev-y\","
                                + x509("clientCertificates", "leaf-c", "leaf-a") + "}}\n"
                                + "{\"enrollmentGroup\":{\"enrollmentGroupId\":\"g\",\"attestation\":{\"type\":\"tpm\",\"tpm\":{}}}}\n"));

        assertEquals(
                List.of("400004", "409201", "400004"),
                results.stream().map(line -> line.path("errorCode").asText()).toList());
    }
}
