package io.muster.app;

import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.pem;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.SampleTpmKeys;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.2: kinds of attestation, policies, quotas and the names of issuers")
class TermsApiTest {
    private static final String KEYS = "\"attestation\":{\"type\":\"symmetricKey\"}";
    private static final String TPM =
            "\"attestation\":{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\"" + SampleTpmKeys.EK + "\"}}";
    private static final String X509 =
            "\"attestation\":{\"type\":\"x509\",\"x509\":{\"caReferences\":{\"primary\":\"ca\"}}}";
    private static final List<String> OLD = List.of(
            "2018-04-01",
            "2018-09-01-preview",
            "2018-11-01",
            "2019-03-31",
            "2021-06-01",
            "2021-10-01",
            "2021-11-01-preview");

    private final TestApp app = new TestApp();

    @BeforeEach
    void theCaIsUploaded() {
        app.haveCa("ca");
    }

    private Response put(String path, String members, String... headers) {
        return app.manage("PUT", path + TestApp.SERVICE_VERSION, "{" + members + "}", headers);
    }

    private JsonNode get(String path) {
        return ok(app.manage("GET", path + TestApp.SERVICE_VERSION, ""));
    }

    @Test
    void rule_2_36_tpm_keys_are_shown_to_whom_may_read_and_the_storage_root_key_is_optional() {
        String both = TPM.replace("}}", ",\"storageRootKey\":\"" + SampleTpmKeys.SRK + "\"}}");

        Response made = put("/enrollments/a", both);

        assertEquals("{" + both + "}", "{\"attestation\":" + ok(made).path("attestation") + "}");
        assertEquals(ok(made), get("/enrollments/a"));
        assertEquals(
                ok(made).path("attestation"),
                ok(app.manage("POST", "/enrollments/a/attestationmechanism" + TestApp.SERVICE_VERSION, "{}")));
        assertFalse(put("/enrollments/a", TPM, "if-match", "*").body().contains("storageRootKey"));
    }

    @Test
    void rule_2_35_a_tpm_is_for_one_device_and_needs_its_endorsement_key() {
        refused(400004, put("/enrollmentGroups/a", TPM));
        for (String tpm : List.of(
                "{}",
                "null",
                "\"x\"",
                "{\"endorsementKey\":\"\"}",
                "{\"endorsementKey\":null}",
                "{\"endorsementKey\":7}",
                "{\"endorsementKey\":\"not base64\"}",
                "{\"endorsementKey\":\"" + "A".repeat(4100) + "\"}",
                "{\"endorsementKey\":\"AToAAQ==\"}",
                "{\"endorsementKey\":\"" + SampleTpmKeys.EK + "\",\"storageRootKey\":\"*\"}")) {
            refused(400004, put("/enrollments/a", "\"attestation\":{\"type\":\"tpm\",\"tpm\":" + tpm + "}"));
        }
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enrollments/a", "/enrollmentGroups/a"})
    void rule_6_13_the_type_of_attestation_stays(String path) {
        assertEquals(200, put(path, KEYS).status());
        String message = refused(400004, put(path, X509, "if-match", "*"));
        assertTrue(message.startsWith("attestation.type is symmetricKey"), message);
        assertEquals(
                204, app.manage("DELETE", path + TestApp.SERVICE_VERSION, "").status());
        assertEquals(200, put(path, X509).status());
        refused(400004, put(path, KEYS, "if-match", "*"));
    }

    @Test
    void only_the_block_that_type_names_has_a_meaning() {
        JsonNode made =
                ok(put("/enrollments/a", KEYS.replace("}", ",\"tpm\":7,\"x509\":{\"clientCertificates\":[]}}")));

        assertEquals("symmetricKey", made.path("attestation").path("type").textValue());
        assertFalse(made.path("attestation").has("tpm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enrollments/a", "/enrollmentGroups/a"})
    void no_reprovision_policy_is_not_the_same_as_its_defaults(String path) {
        String policy = ",\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":true}";
        for (String absent : List.of("", ",\"reprovisionPolicy\":null")) {
            Response made = put(path, KEYS + policy);
            assertEquals(200, made.status());
            assertTrue(get(path).has("reprovisionPolicy"));
            assertFalse(ok(put(path, KEYS + absent, "if-match", "*")).has("reprovisionPolicy"));
            assertFalse(get(path).has("reprovisionPolicy"));
            assertEquals(
                    204,
                    app.manage("DELETE", path + TestApp.SERVICE_VERSION, "").status());
        }
        JsonNode empty = ok(put(path, KEYS + ",\"reprovisionPolicy\":{}"));
        assertEquals(
                "{\"updateHubAssignment\":true,\"migrateDeviceData\":true}",
                empty.path("reprovisionPolicy").toString());
    }

    @ParameterizedTest
    @CsvSource({"hashed, hashed", "GEOLATENCY, geoLatency", "geoLatency, geoLatency", "Static, static"})
    void allocation_policies_are_taken_in_any_case_and_told_in_one(String sent, String told) {
        String terms = ",\"allocationPolicy\":\"" + sent + "\",\"iotHubs\":[\"HUB-A.azure-devices.net\"]";

        assertEquals(
                told,
                ok(put("/enrollments/a", KEYS + terms)).path("allocationPolicy").textValue());
        assertEquals(
                told,
                ok(put("/enrollmentGroups/a", KEYS + terms))
                        .path("allocationPolicy")
                        .textValue());
    }

    @Test
    void there_are_as_many_groups_of_each_type_as_the_setting_says_and_individuals_without_end() {
        for (int i = 0; i < TestApp.MAX_GROUPS; i++) {
            assertEquals(200, put("/enrollmentGroups/k" + i, KEYS).status());
            assertEquals(200, put("/enrollmentGroups/x" + i, X509).status());
        }
        for (String one : List.of(KEYS, X509)) {
            String message = refused(403002, put("/enrollmentGroups/more", one));
            assertTrue(message.contains("MUSTER_MAX_GROUPS allows " + TestApp.MAX_GROUPS), message);
        }
        assertEquals(200, put("/enrollmentGroups/k0", KEYS, "if-match", "*").status());
        assertEquals(
                204,
                app.manage("DELETE", "/enrollmentGroups/k0" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(200, put("/enrollmentGroups/more", KEYS).status());
        for (int i = 0; i <= TestApp.MAX_GROUPS; i++) {
            assertEquals(200, put("/enrollments/k" + i, KEYS).status());
        }
    }

    @Test
    void a_group_over_quota_leaves_its_certificate_free() {
        for (int i = 0; i < TestApp.MAX_GROUPS; i++) {
            assertEquals(200, put("/enrollmentGroups/x" + i, X509).status());
        }
        String slot = ":{\"primary\":{\"certificate\":" + quoted(pem("root-a")) + "}}";
        String x509 = "\"attestation\":{\"type\":\"x509\",\"x509\":{\"FORM\"" + slot + "}}";

        refused(403002, put("/enrollmentGroups/more", x509.replace("FORM", "signingCertificates")));
        assertEquals(
                200,
                put("/enrollments/a", x509.replace("FORM", "clientCertificates"))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enrollments/a", "/enrollmentGroups/a"})
    void rest_9_names_of_issuers_are_seen_and_changed_by_the_versions_that_know_them(String path) {
        String policy = "\"credentialPolicyName\":\"policy one\"";
        String later =
                "\"namespaceName\":\"my-space\",\"certificateAuthorityName\":\"Ca-1\",\"certificatePolicyName\":\"pol\"";
        versioned("PUT", path, "2025-07-01-preview", "{" + KEYS + "," + policy + "," + later + "}", "");
        requireShown(path, policy, "");

        versioned("PUT", path, "2026-11-01", "{" + KEYS + "," + later + "}", "*");
        requireShown(path, policy, later);

        for (String old : OLD) {
            versioned("PUT", path, old, "{" + KEYS + "," + policy.replace("one", "two") + "}", "*");
            versioned("PATCH", path, old, "{\"credentialPolicyName\":null,\"namespaceName\":null}", "*");
        }
        requireShown(path, policy, later);

        versioned("PATCH", path, "2026-11-01", "{\"namespaceName\":\"my-other\",\"credentialPolicyName\":null}", "*");
        requireShown(path, policy, later.replace("my-space", "my-other"));
        versioned("PUT", path, "2026-11-01", "{" + KEYS + "}", "*");
        requireShown(path, policy, "");
        versioned("PUT", path, "2025-07-01-preview", "{" + KEYS + "}", "*");
        requireShown(path, "", "");
    }

    private void versioned(String method, String path, String version, String body, String condition) {
        String target = path + "?api-version=" + version;
        Response response = condition.isEmpty()
                ? app.manage(method, target, body)
                : app.manage(method, target, body, "if-match", condition);
        assertEquals(200, response.status(), response.body());
    }

    private void requireShown(String path, String policy, String later) {
        for (String version : OLD) {
            assertEquals("", shown(path, version), version);
        }
        assertEquals(policy, shown(path, "2025-07-01-preview"));
        assertEquals(later, shown(path, "2026-11-01"));
    }

    /** The members that are about issuers, in the order of the answer. */
    private String shown(String path, String version) {
        String body = app.manage("GET", path + "?api-version=" + version, "").body();
        return String.join(
                ",",
                Pattern.compile(
                                "\"(credentialPolicyName|namespaceName|certificateAuthorityName|certificatePolicyName)\":\"[^\"]*\"")
                        .matcher(body)
                        .results()
                        .map(MatchResult::group)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "namespaceName, ab",
        "namespaceName, My-space",
        "namespaceName, my-space-",
        "namespaceName, a_b",
        "certificateAuthorityName, -ab",
        "certificatePolicyName, ab",
        "certificatePolicyName, 'a b c'"
    })
    void names_of_issuers_that_the_specification_forbids_are_400(String member, String name) {
        for (String path : List.of("/enrollments/a", "/enrollmentGroups/a")) {
            String body = "{" + KEYS + ",\"" + member + "\":\"" + name + "\"}";
            String message = refused(400004, app.manage("PUT", path + "?api-version=2026-11-01", body));
            assertTrue(message.startsWith(member + ": must match "), message);
            assertEquals(
                    200, app.manage("PUT", path + TestApp.SERVICE_VERSION, body).status());
            assertEquals(
                    204,
                    app.manage("DELETE", path + TestApp.SERVICE_VERSION, "").status());
        }
    }
}
