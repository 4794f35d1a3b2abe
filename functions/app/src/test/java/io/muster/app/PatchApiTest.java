package io.muster.app;

import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.pem;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.testkit.TestData;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PATCH, an extension: JSON merge patch (RFC 7386) of an enrollment")
class PatchApiTest {
    private static final String INDIVIDUAL = "/enrollments/dev-1";
    private static final String GROUP = "/enrollmentGroups/line";
    private static final String FULL = "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\""
            + TestData.key("one").revealBase64() + "\",\"secondaryKey\":\""
            + TestData.key("two").revealBase64() + "\"}},\"provisioningStatus\":\"enabled\","
            + "\"reprovisionPolicy\":{\"updateHubAssignment\":false,\"migrateDeviceData\":true},"
            + "\"allocationPolicy\":\"static\",\"iotHubs\":[\"hub-a.azure-devices.net\"],"
            + "\"initialTwin\":{\"tags\":{\"a\":1,\"b\":{\"c\":2,\"d\":3}},\"properties\":{\"desired\":{\"x\":1.50}}}}";

    private final TestApp app = new TestApp();

    @BeforeEach
    void oneOfEach() {
        assertEquals(
                200,
                app.manage("PUT", INDIVIDUAL + TestApp.SERVICE_VERSION, FULL).status());
        assertEquals(
                200, app.manage("PUT", GROUP + TestApp.SERVICE_VERSION, FULL).status());
        List<String> unused = app.changes();
    }

    private Response patch(String path, String patch, String... headers) {
        return app.manage("PATCH", path + TestApp.SERVICE_VERSION, patch, headers);
    }

    private Response get(String path) {
        return app.manage("GET", path + TestApp.SERVICE_VERSION, "");
    }

    private JsonNode mechanism(String path) {
        return ok(app.manage("POST", path + "/attestationmechanism" + TestApp.SERVICE_VERSION, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {INDIVIDUAL, GROUP})
    void what_is_named_changes_and_nothing_else(String path) {
        String before = get(path).body();
        JsonNode keys = mechanism(path);

        Response patched = patch(path, "{\"provisioningStatus\":\"disabled\"}");

        assertEquals(get(path).body(), patched.body());
        assertEquals(
                before.replace("\"enabled\"", "\"disabled\"").replaceAll("\"etag\":\"[^,]*", ""),
                patched.body().replaceAll("\"etag\":\"[^,]*", ""));
        assertNotEquals(Answers.json(before).path("etag"), ok(patched).path("etag"));
        assertEquals(keys, mechanism(path), "keys survive");
        assertFalse(patched.body().contains("Key\":"), "and are not shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {INDIVIDUAL, GROUP})
    void objects_merge_lists_are_replaced_and_null_takes_away(String path) {
        JsonNode patched = ok(patch(
                path,
                "{\"initialTwin\":{\"tags\":{\"b\":{\"c\":null,\"e\":[1,null]}}},\"iotHubs\":null,\"allocationPolicy\":null,"
                        + "\"reprovisionPolicy\":null,\"none\":null}"));

        assertEquals(
                "{\"tags\":{\"a\":1,\"b\":{\"d\":3,\"e\":[1,null]}},\"properties\":{\"desired\":{\"x\":1.50}}}",
                patched.path("initialTwin").toString().replace("1.5}", "1.50}"));
        for (String gone : List.of("iotHubs", "allocationPolicy", "reprovisionPolicy")) {
            assertFalse(patched.has(gone), gone);
        }
        assertFalse(ok(patch(path, "{\"initialTwin\":null}")).has("initialTwin"));
        assertEquals(
                "{\"updateHubAssignment\":true,\"migrateDeviceData\":false}",
                ok(patch(path, "{\"reprovisionPolicy\":{\"migrateDeviceData\":false}}"))
                        .path("reprovisionPolicy")
                        .toString());
    }

    @Test
    void one_key_can_be_changed_alone() {
        String third = TestData.key("three").revealBase64();

        Response patched =
                patch(INDIVIDUAL, "{\"attestation\":{\"symmetricKey\":{\"secondaryKey\":\"" + third + "\"}}}");

        assertFalse(patched.body().contains(third), patched.body());
        assertEquals(
                "{\"primaryKey\":\"" + TestData.key("one").revealBase64() + "\",\"secondaryKey\":\"" + third + "\"}",
                mechanism(INDIVIDUAL).path("symmetricKey").toString());
    }

    @Test
    void one_certificate_can_be_changed_alone() {
        String slots = "{\"primary\":{\"certificate\":" + quoted(pem("leaf-a")) + "},\"secondary\":{\"certificate\":"
                + quoted(pem("leaf-b")) + "}}";
        String path = "/enrollments/dev-x";
        JsonNode made = ok(app.manage(
                "PUT",
                path + TestApp.SERVICE_VERSION,
                "{\"attestation\":{\"type\":\"x509\",\"x509\":{\"clientCertificates\":" + slots + "}}}"));

        JsonNode patched = ok(patch(
                path,
                "{\"attestation\":{\"x509\":{\"clientCertificates\":{\"secondary\":{\"certificate\":"
                        + quoted(pem("leaf-c")) + "}}}}}"));
        String primary = "/attestation/x509/clientCertificates/primary";
        assertEquals(made.at(primary), patched.at(primary));
        assertEquals(
                "CN=leaf-c",
                patched.at("/attestation/x509/clientCertificates/secondary/info/subjectName")
                        .textValue());

        JsonNode single = ok(patch(path, "{\"attestation\":{\"x509\":{\"clientCertificates\":{\"secondary\":null}}}}"));
        assertEquals(made.at(primary), single.at(primary));
        assertFalse(single.at("/attestation/x509/clientCertificates").has("secondary"));
        app.haveCa("ca");
        JsonNode named = ok(patch(
                path,
                "{\"attestation\":{\"x509\":{\"clientCertificates\":null,\"caReferences\":{\"primary\":\"ca\"}}}}"));
        assertEquals(
                "{\"caReferences\":{\"primary\":\"ca\"}}",
                named.at("/attestation/x509").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {INDIVIDUAL, GROUP})
    void a_condition_is_kept(String path) {
        String etag = etag(get(path));

        refused(412001, patch(path, "{\"provisioningStatus\":\"disabled\"}", "if-match", "\"stale\""));
        refused(400004, patch(path, "{\"provisioningStatus\":\"disabled\"}", "if-match", "a,b"));
        assertEquals(List.of(), app.changes());
        assertEquals(200, patch(path, "{}", "if-match", etag).status());
        refused(412001, patch(path, "{}", "if-match", etag));
        assertEquals(200, patch(path, "{\"etag\":\"ignored\"}", "if-match", "*").status());
        refused(404201, patch("/enrollments/nobody", "{}"));
        refused(404204, patch("/enrollmentGroups/nobody", "{}", "if-match", "*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"registrationId\":\"b\",\"enrollmentGroupId\":\"b\"}",
                "{\"attestation\":null}",
                "{\"attestation\":{\"type\":null}}",
                "{\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\"AAAA\"}}}",
                "{\"attestation\":{\"symmetricKey\":{\"primaryKey\":\"short\"}}}",
                "{\"attestation\":\"none\"}",
                "{\"provisioningStatus\":{}}",
                "{\"iotHubs\":[]}",
                "{\"iotHubs\":[\"hub-z.azure-devices.net\"]}",
                "{\"initialTwin\":{\"tags\":7}}"
            })
    void what_would_not_make_an_enrollment_is_400_and_changes_nothing(String patch) {
        refused(400004, patch(INDIVIDUAL, patch));
        refused(400004, patch(GROUP, patch));
        assertEquals(List.of(), app.changes());
    }

    @Test
    void its_media_type_is_that_of_a_merge_patch_or_of_json() {
        for (String type : List.of("application/merge-patch+json", "application/json; charset=utf-8")) {
            assertEquals(200, patch(INDIVIDUAL, "{}", "content-type", type).status());
        }
        refused(415000, patch(INDIVIDUAL, "{}", "content-type", "text/plain"));
    }

    @Test
    void rule_5_9_patches_cannot_add_up_to_more_than_a_put_may_bring() {
        String half = "v".repeat(60 * 1024);
        assertEquals(
                200,
                patch(GROUP, "{\"initialTwin\":{\"tags\":{\"one\":\"" + half + "\"}}}")
                        .status());

        refused(413001, patch(GROUP, "{\"initialTwin\":{\"tags\":{\"two\":\"" + half + "\"}}}"));
        assertEquals(1, app.changes().size());
        assertTrue(get(GROUP).body().contains("\"one\""));
    }

    @Test
    void a_patch_is_made_upon_what_somebody_quicker_wrote() {
        app.journal().beforeNext("enrollments.replace", () -> {
            Response quicker = patch(INDIVIDUAL, "{\"initialTwin\":{\"tags\":{\"quick\":true}}}");
            assertEquals(200, quicker.status(), quicker.body());
        });

        JsonNode tags = ok(patch(INDIVIDUAL, "{\"initialTwin\":{\"tags\":{\"a\":null}}}"))
                .at("/initialTwin/tags");

        assertEquals("{\"b\":{\"c\":2,\"d\":3},\"quick\":true}", tags.toString());
    }

    @Test
    void a_patch_that_is_outrun_is_412_with_a_condition_and_409_without() {
        String etag = etag(get(INDIVIDUAL));
        for (int i = 0; i < 10; i++) {
            int round = i;
            app.journal().beforeNext("enrollments.replace", () -> replaced(round));
        }

        String message = refused(409203, patch(INDIVIDUAL, "{\"provisioningStatus\":\"disabled\"}"));
        assertTrue(message.contains("try again"), message);
        refused(412001, patch(INDIVIDUAL, "{\"provisioningStatus\":\"disabled\"}", "if-match", etag));
        assertTrue(get(INDIVIDUAL).body().contains("\"enabled\""));
    }

    /** Written past all conditions, as another instance would. */
    private void replaced(int round) {
        IndividualEnrollment enrollment = app.individuals().all().iterator().next();
        app.individuals()
                .put(new IndividualEnrollment(
                        enrollment.registrationId(),
                        enrollment.deviceId(),
                        enrollment.attestation(),
                        enrollment.terms(),
                        enrollment.optionalDeviceInformation(),
                        TestData.revision("round-" + round)));
    }
}
