package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.ID;
import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeDefect;
import io.muster.core.testkit.FakeSound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 4, points 1 and 6: what holds is taken, and each single defect is refused for what it is. */
class ChainCheckTest {
    private final FakeAuthority ca = new FakeAuthority("Factory", NOW);
    private final Trail trail = new Trail(ID);

    @ParameterizedTest
    @EnumSource(FakeSound.class)
    void takes_what_holds(FakeSound sound) {
        FakeCredential credential = sound.make(ID.text(), NOW);

        List<ValidPath> paths = Checks.paths(credential, NOW, trail);

        assertEquals(1, paths.size(), trail.findings()::toString);
        assertEquals(credential.leaf().enrolled(), paths.get(0).leaf().certificate());
        assertTrue(paths.get(0).anchor().verified());
        assertTrue(
                trail.findings().stream().allMatch(finding -> finding.refusal().isEmpty()));
    }

    @ParameterizedTest
    @EnumSource(FakeDefect.class)
    void refuses_each_defect_for_what_it_is(FakeDefect defect) {
        FakeCredential credential = defect.make(ID.text(), NOW);

        Refusal refusal = Checks.refusal(credential);

        assertEquals(defect.reason(), refusal.why(), refusal.findings()::toString);
        assertEquals(defect.reason().step(), Checks.last(refusal).step());
        assertEquals("Unauthorized", refusal.message());
    }

    @Test
    void a_path_goes_on_to_the_topmost_verified_ca() {
        FakeCredential credential = ca.good(ID.text()).under(ca.intermediate().verifiedAs("issuing"));

        List<ValidPath> paths = Checks.paths(credential);

        assertEquals(
                List.of(List.of(
                        new PathCertificate(ca(credential), List.of()),
                        new PathCertificate(ca.intermediate().enrolled(), List.of(new CaName("issuing"))),
                        new PathCertificate(ca.root().enrolled(), List.of(new CaName("root"))))),
                paths.stream().map(ValidPath::certificates).toList());
    }

    private static io.muster.core.attestation.EnrolledCertificate ca(FakeCredential credential) {
        return credential.leaf().enrolled();
    }

    /** 2.21: the intermediate was verified by itself; what its root has come to does not matter. */
    @Test
    void a_path_ends_at_a_verified_intermediate_whose_root_expired() {
        var root = ca.caOrder("Root").until(NOW.minus(Duration.ofDays(1))).selfSigned();
        FakeCredential credential = FakeCredential.of(ca.leaf(ID.text()))
                .under(root.verifiedAs("root"), ca.intermediate().verifiedAs("issuing"));

        List<ValidPath> paths = Checks.paths(credential);

        assertEquals(ca.intermediate().enrolled(), paths.get(0).anchor().certificate());
        assertEquals(2, paths.get(0).certificates().size());
    }

    @Test
    void of_a_cross_signed_ca_both_ways_up_are_told() {
        FakeAuthority partner = new FakeAuthority("Partner", NOW);
        var cross = ca.caOrder("Issuing").by(partner.root());
        FakeCredential credential =
                ca.good(ID.text()).under(partner.root().verifiedAs("partner"), cross.unverifiedAs("cross"));

        List<ValidPath> paths = Checks.paths(credential);

        assertEquals(2, paths.size());
        assertEquals(
                List.of(true, true),
                paths.stream().map(path -> path.anchor().verified()).toList());
        assertEquals(
                2,
                paths.stream()
                        .map(path -> path.anchor().certificate())
                        .distinct()
                        .count());
    }

    /** 9.7: the same certificate uploaded twice attests by its verified name alone. */
    @Test
    void an_unverified_upload_of_a_verified_certificate_lends_it_no_name() {
        FakeCredential credential = ca.good(ID.text())
                .under(ca.root().unverifiedAs("again"), ca.root().verifiedAs("also"));

        PathCertificate anchor = Checks.paths(credential).get(0).anchor();

        assertEquals(List.of(new CaName("also"), new CaName("root")), anchor.verifiedAs());
    }

    /** 2.18, 2.19: an enrolled leaf needs no chain. */
    @Test
    void a_leaf_alone_needs_no_issuer() {
        FakeCredential lone = FakeCredential.of(ca.leafOrder(ID.text()).selfSigned());

        ChainCheck.leafAlone(DeviceChain.parse(lone.der(), trail), Checks.trust(lone), NOW, trail);

        assertEquals("valid by itself", trail.findings().get(1).text());
        assertEquals(Step.CERTIFICATE, trail.findings().get(1).step());
    }

    @ParameterizedTest
    @EnumSource(
            value = FakeDefect.class,
            names = {
                "EXPIRED_LEAF",
                "LEAF_NOT_YET_VALID",
                "SHA1_SIGNATURE",
                "LEAF_MAY_NOT_SIGN",
                "SERVER_ONLY",
                "UNKNOWN_CRITICAL_EXTENSION",
                "REVOKED_BY_SERIAL",
                "REVOKED_BY_THUMBPRINT",
                "REVOKED_BY_KEY"
            })
    void a_leaf_alone_is_refused_for_what_is_wrong_with_it_by_itself(FakeDefect defect) {
        FakeCredential credential = defect.make(ID.text(), NOW);
        DeviceChain chain = DeviceChain.parse(credential.der(), trail);
        Trust trust = Checks.trust(credential);

        Refusal refusal = assertThrows(Refusal.class, () -> ChainCheck.leafAlone(chain, trust, NOW, trail));

        assertEquals(defect.reason(), refusal.why());
    }

    @Test
    void validity_includes_its_first_and_last_moment() {
        FakeCredential credential = FakeCredential.of(
                        ca.leafOrder(ID.text()).from(NOW).until(NOW).by(ca.root()))
                .under(ca.root().verifiedAs("root"));

        assertEquals(1, Checks.paths(credential).size());
    }

    @Test
    void the_trail_tells_each_step_by_subject_and_thumbprint() {
        FakeCredential credential = ca.good(ID.text());

        Checks.paths(credential, NOW, trail);

        String leaf = told("CN=device-1", credential.leaf().enrolled());
        String issuing = told("CN=Factory Issuing", ca.intermediate().enrolled());
        String root = told("CN=Factory Root", ca.root().enrolled());
        assertEquals(
                List.of(
                        leaf + ": its common name is the registration id",
                        leaf + ": signed by " + issuing,
                        issuing + ": signed by " + root + ", uploaded as root and verified",
                        leaf + ": valid, under " + issuing + " < " + root + ", verified"),
                trail.findings().stream()
                        .skip(1)
                        .map(finding -> finding.subject() + ": " + finding.text())
                        .toList());
    }

    private static String told(String subject, io.muster.core.attestation.EnrolledCertificate certificate) {
        return subject + " [" + certificate.info().sha256Thumbprint().substring(0, 16) + "]";
    }
}
