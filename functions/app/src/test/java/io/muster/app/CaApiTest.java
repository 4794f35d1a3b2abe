package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.json;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.attestation.CaReferences;
import io.muster.core.attestation.EnrolledCertificate;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.identity.GroupId;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestAuthority;
import io.muster.core.testkit.TestData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CA certificates by the short path")
class CaApiTest {
    private static final String ALL = "/muster/certificates";
    private static final String ONE = ALL + "/plant-a";
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");

    private final TestApp app = new TestApp();

    @Test
    void the_whole_round_of_a_proof_of_possession() {
        Response made = app.manage("PUT", ONE, certificate(CA.certificate()));
        assertFalse(ok(made).path("isVerified").booleanValue());
        assertFalse(ok(made).has("verificationCode"));

        Response challenged = app.manage("POST", ONE + "/generateVerificationCode", "", "if-match", etag(made));
        String code = ok(challenged).path("verificationCode").textValue();
        assertTrue(code.matches("[0-9A-F]{48}"), code);

        refused(400053, verify(CA.certificate(), etag(challenged)));
        Response verified = verify(CA.issue("CN=" + code), etag(challenged));
        assertTrue(ok(verified).path("isVerified").booleanValue());
        assertEquals(ok(verified), ok(app.manage("GET", ONE, "")));

        refused(412001, app.manage("DELETE", ONE, "", "if-match", etag(made)));
        assertEquals(
                204,
                app.manage("DELETE", ONE, "", "if-match", "\"" + etag(verified) + "\"")
                        .status());
        refused(404211, app.manage("GET", ONE, ""));
    }

    @Test
    void it_is_told_what_it_is_who_uses_it_and_how_long_it_lasts() {
        Instant until = TestData.NOW.plus(Duration.ofDays(91));
        assertEquals(
                200,
                app.manage("PUT", ONE, certificate(CA.certificate(TestAuthority.FROM, until)))
                        .status());
        CaReferences reference = new CaReferences(Optional.of("PLANT-A"), Optional.empty());
        app.groups()
                .put(new EnrollmentGroup(
                        new GroupId("line-1"),
                        Optional.empty(),
                        reference,
                        TermsBuilder.terms().build(),
                        TestData.revision("g")));

        JsonNode told = ok(app.manage("GET", ALL, "")).path("value").path(0);

        assertEquals("plant-a", told.path("name").textValue());
        assertEquals("CN=Plant A", told.at("/info/subjectName").textValue());
        assertEquals(
                "2027-01-31T12:00:00.0000000Z", told.at("/info/notAfterUtc").textValue());
        assertEquals(91, told.path("daysLeft").intValue());
        assertFalse(told.has("warning"));
        assertEquals("line-1", told.at("/usedBy/0").textValue());
        String message = refused(409211, app.manage("DELETE", ONE, "", "if-match", "*"));
        assertTrue(message.contains("line-1"), message);
        assertEquals(
                "2026-11-01T12:00:00.0000000Z", told.path("createdDateTimeUtc").textValue());

        app.clock().advance(Duration.ofDays(2));
        assertEquals("expires in 89 days", warning());
        app.clock().advance(Duration.ofDays(89).plusSeconds(1));
        assertEquals("has expired: no device registers under it", warning());
        assertEquals(-1, ok(app.manage("GET", ONE, "")).path("daysLeft").intValue());
    }

    private String warning() {
        return ok(app.manage("GET", ONE, "")).path("warning").textValue();
    }

    @Test
    void one_that_is_not_valid_yet_says_so() {
        EnrolledCertificate later = CA.certificate(TestData.NOW.plusSeconds(9), TestAuthority.UNTIL);
        assertTrue(ok(app.manage("PUT", ONE, certificate(later)))
                .path("warning")
                .textValue()
                .startsWith("is not valid yet"));
    }

    @Test
    void clients_37_the_certificate_comes_as_pem_its_base64_or_base64_of_der() {
        EnrolledCertificate content = CA.certificate();
        Base64.Encoder base64 = Base64.getEncoder();
        for (String form : List.of(
                content.pem(),
                base64.encodeToString(content.pem().getBytes(StandardCharsets.US_ASCII)),
                base64.encodeToString(content.der()))) {
            JsonNode told = ok(app.manage("PUT", ONE, "{\"certificate\":" + quoted(form) + "}", "if-match", "*"));
            assertEquals(
                    content.info().sha256Thumbprint(),
                    told.at("/info/sha256Thumbprint").textValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"certificate\":1}",
                "{\"certificate\":\"\"}",
                "{\"certificate\":\"AAAA\"}",
                "{\"certificate\":CA,\"isVerified\":\"yes\"}",
                "{\"certificate\":LEAF}"
            })
    void a_body_that_holds_no_ca_certificate_is_400_and_changes_nothing(String body) {
        refused(
                400004,
                app.manage(
                        "PUT",
                        ONE,
                        body.replace("CA", quoted(CA.certificate().pem()))
                                .replace("LEAF", quoted(CA.issue("CN=leaf").pem()))));
        assertEquals(List.of(), app.changes());
    }

    @Test
    void a_step_without_if_match_is_400_and_tells_what_to_send() {
        assertEquals(200, app.manage("PUT", ONE, certificate(CA.certificate())).status());
        for (Response refusal : List.of(
                app.manage("PUT", ONE, certificate(CA.certificate())),
                app.manage("POST", ONE + "/generateVerificationCode", ""),
                app.manage("POST", ONE + "/verify", certificate(CA.issue("CN=x"))),
                app.manage("DELETE", ONE, ""))) {
            String message = refused(400004, refusal);
            assertTrue(message.startsWith("Header If-Match is missing"), message);
        }
    }

    @Test
    void names_are_plain_and_listed_in_order() {
        for (String name : List.of("b", "C", "a")) {
            assertEquals(
                    200,
                    app.manage("PUT", ALL + "/" + name, certificate(CA.certificate()))
                            .status());
        }
        refused(400004, app.manage("PUT", ALL + "/a%20b", certificate(CA.certificate())));
        assertEquals(List.of("a", "b", "C"), each(ok(app.manage("GET", ALL, "")).path("value"), "name"));
    }

    @Test
    void section_7_there_are_not_more_than_the_setting_allows() {
        for (int i = 0; i < TestApp.MAX_CAS; i++) {
            assertEquals(
                    200,
                    app.manage("PUT", ALL + "/ca" + i, certificate(CA.certificate()))
                            .status());
        }
        assertTrue(json(403, app.manage("PUT", ONE, certificate(CA.certificate())))
                .path("message")
                .textValue()
                .contains("MUSTER_MAX_CAS"));
    }

    private Response verify(EnrolledCertificate proof, String etag) {
        return app.manage("POST", ONE + "/verify", certificate(proof), "if-match", etag);
    }

    private static String certificate(EnrolledCertificate certificate) {
        return "{\"certificate\":" + quoted(certificate.pem()) + "}";
    }
}
