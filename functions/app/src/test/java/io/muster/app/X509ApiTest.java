package io.muster.app;

import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.pem;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.2, rules 2.18 to 2.28: X.509 attestation as data")
class X509ApiTest {
    private static final String INDIVIDUAL = "/enrollments/dev-1";
    private static final String GROUP = "/enrollmentGroups/line";

    private final TestApp app = new TestApp();

    private Response put(String path, String x509, String... headers) {
        return app.manage("PUT", path + TestApp.SERVICE_VERSION, x509(x509), headers);
    }

    private JsonNode get(String path) {
        return ok(app.manage("GET", path + TestApp.SERVICE_VERSION, ""));
    }

    private static String x509(String block) {
        return "{\"attestation\":{\"type\":\"x509\",\"x509\":{" + block + "}}}";
    }

    private static String certificates(String form, String primary) {
        return "\"" + form + "\":{\"primary\":{\"certificate\":" + quoted(primary) + "}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"/enrollments/dev-1, clientCertificates", "/enrollmentGroups/line, signingCertificates"})
    void rule_2_28_the_answer_tells_what_is_in_a_certificate_and_not_the_certificate(String path, String form) {
        Response written = put(path, certificates(form, pem("leaf-a")));

        for (JsonNode seen : List.of(ok(written), get(path))) {
            assertEquals(
                    "{\"type\":\"x509\",\"x509\":{\"" + form
                            + "\":{\"primary\":{\"info\":{\"subjectName\":\"CN=leaf-a\","
                            + "\"sha1Thumbprint\":\"DF458C0801CD52004D6A638C74F12F0D4197F6E2\","
                            + "\"sha256Thumbprint\":\"BCD1AD9F68C7161465493341B746EA7A691BA35CFB56EC7E93F1829CFAEC0981\","
                            + "\"issuerName\":\"CN=leaf-a\",\"notBeforeUtc\":\"2026-11-23T07:14:35.0000000Z\",\"notAfterUtc\":\"2126-10-30T07:14:35.0000000Z\","
                            + "\"serialNumber\":\"7300E0AC351FEE926485970129654EEE21D5837C\",\"version\":3}}}}}",
                    seen.path("attestation").toString());
        }
        assertFalse(written.body().contains("BEGIN"), written.body());
        Response mechanism = app.manage("POST", path + "/attestationmechanism" + TestApp.SERVICE_VERSION, "{}");
        assertEquals(get(path).path("attestation"), ok(mechanism));
    }

    @Test
    void clients_37_a_certificate_comes_as_pem_or_base64_of_pem_or_of_der() {
        String pem = pem("leaf-a");
        String der = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        JsonNode first = ok(put(INDIVIDUAL, certificates("clientCertificates", pem)));

        for (String form : List.of(base64(pem), der, "\r\n" + pem.replace("\n", "\r\n"), pem.replace("\n", " "))) {
            JsonNode again = ok(put(INDIVIDUAL, certificates("clientCertificates", form), "if-match", "*"));
            assertEquals(first.path("attestation"), again.path("attestation"), form);
        }
    }

    @ParameterizedTest
    @CsvSource({"/enrollments/dev-1, clientCertificates", "/enrollmentGroups/line, signingCertificates"})
    void rule_6_12_what_a_get_told_can_be_sent_back_and_keeps_the_certificates(String path, String form) {
        Response unused = put(
                path,
                "\"" + form + "\":{\"primary\":{\"certificate\":" + quoted(pem("leaf-a"))
                        + "},\"secondary\":{\"certificate\":" + quoted(pem("leaf-b")) + "}}");
        JsonNode told = get(path);

        Response echoed = app.manage(
                "PUT",
                path + TestApp.SERVICE_VERSION,
                told.toString(),
                "if-match",
                told.path("etag").textValue());
        assertEquals(told.path("attestation"), ok(echoed).path("attestation"));

        // The info says which certificate is meant, wherever it stands now.
        JsonNode pair = told.path("attestation").path("x509").path(form);
        JsonNode swapped = ok(put(
                path,
                "\"" + form + "\":{\"primary\":" + pair.path("secondary") + ",\"secondary\":{\"certificate\":"
                        + quoted(pem("leaf-c")) + "}}",
                "if-match",
                "*"));
        JsonNode now = swapped.path("attestation").path("x509").path(form);
        assertEquals(pair.path("secondary"), now.path("primary"));
        assertEquals(
                "CN=leaf-c",
                now.path("secondary").path("info").path("subjectName").textValue());
        assertTrue(refused(
                        400004,
                        put(path, "\"" + form + "\":{\"primary\":" + pair.path("primary") + "}", "if-match", "*"))
                .contains("certificate is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "none; `` ",
                "empty pair; `\"MINE\":{}`",
                "empty slot; `\"MINE\":{\"primary\":{}}`",
                "info alone; `\"MINE\":{\"primary\":{\"info\":{\"sha256Thumbprint\":\"AA\"}}}`",
                "not an object; `\"MINE\":\"x\"`",
                "a list; `\"MINE\":[]`",
                "slot not an object; `\"MINE\":{\"primary\":\"x\"}`",
                "certificate not text; `\"MINE\":{\"primary\":{\"certificate\":1}}`",
                "thumbprint not text; `\"MINE\":{\"primary\":{\"info\":{\"sha256Thumbprint\":1}}}`",
                "nothing in it; `\"MINE\":{\"primary\":{\"certificate\":\"\"}}`",
                "not Base64; `\"MINE\":{\"primary\":{\"certificate\":\"*\"}}`",
                "not a certificate; `\"MINE\":{\"primary\":{\"certificate\":\"AAAA\"}}`",
                "the other kind's; `\"OTHER\":{\"primary\":{\"certificate\":A}}`",
                "both kinds'; `\"MINE\":{\"primary\":{\"certificate\":A}},\"OTHER\":{\"primary\":{\"certificate\":A}}`",
                "both forms; `\"MINE\":{\"primary\":{\"certificate\":A}},\"caReferences\":{\"primary\":\"ca\"}`",
                "unnamed CA; `\"caReferences\":{}`",
                "blank CA; `\"caReferences\":{\"primary\":\" \"}`",
                "CA not text; `\"caReferences\":{\"primary\":{}}`"
            })
    void a_block_that_is_not_exactly_one_form_with_what_it_needs_is_400(String what, String block) {
        String own = block.replace("A}", quoted(pem("leaf-a")) + "}");
        refused(
                400004,
                put(INDIVIDUAL, own.replace("MINE", "clientCertificates").replace("OTHER", "signingCertificates")));
        refused(400004, put(GROUP, own.replace("MINE", "signingCertificates").replace("OTHER", "clientCertificates")));
        assertEquals(List.of(), app.changes(), what);
    }

    @Test
    void a_certificate_that_is_several_or_a_key_or_too_large_is_400_and_not_echoed() {
        String pem = pem("leaf-a");
        for (String bad : List.of(
                pem + pem("leaf-b"),
                base64(pem + pem("leaf-b")),
                pem.replace("CERTIFICATE", "PRIVATE KEY"),
                pem.replace("END CERTIFICATE", "END"),
                pem.replace("MII", "MIJ"),
                pem.substring(0, 200),
                "QUJD".repeat(4_200),
                "QUJD".repeat(20_000))) {
            String message = refused(400004, put(INDIVIDUAL, certificates("clientCertificates", bad)));
            assertTrue(message.startsWith("attestation.x509.clientCertificates.primary.certificate: "), message);
            assertFalse(message.contains("QUJD") || message.contains("MII"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INDIVIDUAL, GROUP})
    void rule_2_20_names_of_cas_come_back_as_sent(String path) {
        List.of("root-1", "root-2", "only").forEach(app::haveCa);
        String references = "\"caReferences\":{\"primary\":\"Root-1\",\"secondary\":\"root-2\"}";

        Response written = put(path, references);

        assertEquals(
                "{" + references + "}",
                ok(written).path("attestation").path("x509").toString());
        assertEquals(ok(written), get(path));
        Response one = put(path, "\"caReferences\":{\"secondary\":\"only\"}", "if-match", etag(written));
        assertEquals(
                "{\"caReferences\":{\"secondary\":\"only\"}}",
                ok(one).path("attestation").path("x509").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {INDIVIDUAL, GROUP})
    void rule_1_16a_a_name_that_no_ca_has_is_404211(String path) {
        app.haveCa("root-1");

        String message =
                refused(404211, put(path, "\"caReferences\":{\"primary\":\"root-1\",\"secondary\":\"Root 2\"}"));

        assertTrue(message.endsWith("not uploaded: Root 2"), message);
        assertEquals(List.of(), app.changes());
    }

    @Test
    void rule_2_23_a_certificate_serves_one_enrollment_until_that_lets_go_of_it() {
        String client = certificates("clientCertificates", pem("leaf-a"));
        assertEquals(200, put(INDIVIDUAL, client).status());

        refused(409201, put("/enrollments/dev-2", client));
        refused(409202, put(GROUP, certificates("signingCertificates", pem("leaf-a"))));
        assertEquals(200, put(INDIVIDUAL, client, "if-match", "*").status());

        assertEquals(
                200,
                put(INDIVIDUAL, certificates("clientCertificates", pem("leaf-b")), "if-match", "*")
                        .status());
        assertEquals(200, put("/enrollments/dev-2", client).status());
        assertEquals(
                204,
                app.manage("DELETE", "/enrollments/dev-2" + TestApp.SERVICE_VERSION, "")
                        .status());
        assertEquals(
                200,
                put(GROUP, certificates("signingCertificates", pem("leaf-a"))).status());
    }

    @Test
    void rule_2_23_a_refused_write_leaves_the_certificate_free() {
        String both = "\"clientCertificates\":{\"primary\":{\"certificate\":" + quoted(pem("leaf-b"))
                + "},\"secondary\":{\"certificate\":" + quoted(pem("leaf-a")) + "}}";
        assertEquals(
                200,
                put(INDIVIDUAL, certificates("clientCertificates", pem("leaf-a")))
                        .status());

        refused(409201, put("/enrollments/dev-2", both));
        refused(409201, put(INDIVIDUAL, certificates("clientCertificates", pem("leaf-b"))));
        refused(412001, put(INDIVIDUAL, certificates("clientCertificates", pem("leaf-b")), "if-match", "stale"));

        assertEquals(
                200,
                put("/enrollments/dev-3", certificates("clientCertificates", pem("leaf-b")))
                        .status());
    }

    @Test
    void a_thumbprint_is_told_in_upper_case_and_taken_in_any() {
        JsonNode told = ok(put(INDIVIDUAL, certificates("clientCertificates", pem("leaf-a"))));
        String info = told.path("attestation").path("x509").toString();
        String lower = info.substring(1, info.length() - 1)
                .replaceAll("\"sha1Thumbprint\":\"[^\"]*\",", "")
                .replaceAll("(?<=\"sha256Thumbprint\":\")[^\"]*", "@");
        String thumbprint = told.at("/attestation/x509/clientCertificates/primary/info/sha256Thumbprint")
                .textValue();

        assertTrue(thumbprint.matches("[0-9A-F]{64}"), thumbprint);
        assertEquals(
                told.path("attestation"),
                ok(put(INDIVIDUAL, lower.replace("@", thumbprint.toLowerCase(Locale.ROOT)), "if-match", "*"))
                        .path("attestation"));
    }
}
