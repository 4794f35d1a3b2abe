package io.muster.app;

import static io.muster.app.Answers.json;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.app.http.Response;
import io.muster.core.certificate.CaCertificate;
import io.muster.core.certificate.CertificateReason;
import io.muster.core.enrollment.EnrollmentReason;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.TestData;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("2.22: behind the platform's own front end only the leaf arrives; uploads make up for the rest")
class PlatformFrontEndTest {
    private static final String ID = "press-17";

    private final TestApp app = new TestApp();
    private final FakeAuthority factory = new FakeAuthority("Factory", TestData.NOW);
    private final CaCertificate root = factory.root().verifiedAs("root");

    @BeforeEach
    void enroll() {
        app.haveCa("root");
        Response made = app.manage(
                "PUT",
                "/enrollmentGroups/line" + TestApp.SERVICE_VERSION,
                "{\"attestation\":{\"type\":\"x509\",\"x509\":{\"caReferences\":{\"primary\":\"root\"}}}}");
        assertEquals(200, made.status(), made.body());
    }

    @Test
    void an_uploaded_intermediate_completes_the_chain_verified_or_not() {
        app.authorities().upload(List.of(root, factory.intermediate().unverifiedAs("issuing")));

        assertEquals("assigned", json(202, register(true)).path("status").asText());
    }

    @Test
    void without_the_intermediate_the_device_is_refused_and_the_operator_told_what_is_missing() {
        app.authorities().upload(List.of(root));

        assertEquals("Unauthorized", refused(401002, register(true)));
        assertEquals(CertificateReason.ISSUER_NOT_FOUND.code(), reason());
    }

    @Test
    void where_the_platform_does_not_stand_in_front_the_header_is_anybodys_and_counts_as_none() {
        app.authorities().upload(List.of(root, factory.intermediate().unverifiedAs("issuing")));

        assertEquals("Unauthorized", refused(401002, register(false)));
        assertEquals(EnrollmentReason.CREDENTIAL_MISSING.code(), reason());
    }

    private Response register(boolean platform) {
        String leaf = Base64.getEncoder().encodeToString(factory.leaf(ID).der());
        return app.callBehind(
                platform,
                "PUT",
                TestApp.device(ID) + "/register" + TestApp.VERSION,
                "{}",
                Map.of("content-type", TestApp.JSON, "x-arr-clientcert", leaf));
    }

    private String reason() {
        return app.decisions().all().get(0).why().orElseThrow().code();
    }
}
