package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.ID;
import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.certificate.Revocations.StaleCrl;
import io.muster.core.decision.Finding;
import io.muster.core.decision.Refusal;
import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeCrl;
import io.muster.core.testkit.FakeSound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Issue 4, point 8: what revocation does to paths. */
class RevocationsTest {
    private final FakeAuthority ca = new FakeAuthority("Factory", NOW);
    private final FakeCredential good = ca.good(ID.text());
    private final Trail trail = new Trail(ID);

    @Test
    void a_denied_intermediate_ends_every_path_through_it() {
        Refusal refusal = Checks.refusal(good.revoking(denying(ca.intermediate())));

        assertEquals(CertificateReason.CERTIFICATE_REVOKED, refusal.why());
        assertEquals(Step.REVOCATION, Checks.last(refusal).step());
        assertTrue(Checks.last(refusal).subject().startsWith("CN=Factory Issuing ["));
        assertTrue(Checks.last(refusal).text().startsWith("it is on the deny list as serial:"));
    }

    @Test
    void a_denied_anchor_is_one_no_longer() {
        Refusal refusal = Checks.refusal(good.revoking(denying(ca.root())));

        assertEquals(CertificateReason.CERTIFICATE_REVOKED, refusal.why());
        assertTrue(Checks.last(refusal).subject().startsWith("CN=Factory Root ["));
    }

    /** A verified intermediate stands by itself: of its root only the name is gone. */
    @Test
    void a_verified_intermediate_outlives_its_denied_root() {
        FakeCredential both =
                good.under(ca.intermediate().verifiedAs("issuing")).revoking(denying(ca.root()));

        List<ValidPath> paths = Checks.paths(both);

        assertEquals(1, paths.size());
        assertEquals(ca.intermediate().enrolled(), paths.get(0).anchor().certificate());
    }

    @Test
    void denying_one_certificate_leaves_its_siblings() {
        FakeCredential other = good.revoking(denying(ca.leaf("device-2")));

        // Both have the key of the test kit's devices, so that only the key would catch the other one.
        assertEquals(
                CertificateReason.CERTIFICATE_REVOKED, Checks.refusal(other).why());
        Denial bySerial = Denial.of(ca.leaf("device-2").enrolled()).get(0);
        assertEquals(1, Checks.paths(good.revoking(of(bySerial))).size());
    }

    @Test
    void a_fresh_list_without_the_certificate_is_told() {
        Crl crl = crl(new FakeCrl(ca.intermediate(), NOW).revoking(ca.leaf("device-2")));

        Checks.paths(good.revoking(listing(StaleCrl.FAIL_CLOSED, crl)), NOW, trail);

        Finding told = revocation();
        assertEquals(
                "not on the list 7 of CN=Factory Issuing ["
                        + ca.intermediate().enrolled().info().sha256Thumbprint().substring(0, 16)
                        + "] (2026-11-23T10:00:00Z, next due 2026-11-30T10:00:00Z)",
                told.text());
        assertTrue(told.subject().startsWith("CN=device-1 ["));
    }

    @Test
    void a_stale_list_passes_when_told_to_fail_open() {
        Crl crl = crl(new FakeCrl(ca.intermediate(), NOW.minus(Duration.ofDays(9))).withoutNumber());

        Checks.paths(good.revoking(listing(StaleCrl.FAIL_OPEN, crl)), NOW, trail);

        assertTrue(revocation().text().startsWith("not on the list of CN=Factory Issuing ["));
        assertTrue(revocation().text().endsWith("), which is stale"));
    }

    @Test
    void what_a_stale_list_revokes_stays_revoked() {
        Crl crl = crl(new FakeCrl(ca.intermediate(), NOW.minus(Duration.ofDays(9))).revoking(good.leaf()));

        assertEquals(
                CertificateReason.CERTIFICATE_REVOKED,
                Checks.refusal(good.revoking(listing(StaleCrl.FAIL_OPEN, crl))).why());
    }

    @Test
    void of_two_lists_of_a_ca_the_newest_counts() {
        Crl old = crl(new FakeCrl(ca.intermediate(), NOW.minus(Duration.ofDays(9))).revoking(good.leaf()));
        Crl fresh = crl(new FakeCrl(ca.intermediate(), NOW));

        assertEquals(
                1,
                Checks.paths(good.revoking(listing(StaleCrl.FAIL_CLOSED, old, fresh)))
                        .size());
        assertEquals(
                1,
                Checks.paths(good.revoking(listing(StaleCrl.FAIL_CLOSED, fresh, old)))
                        .size());
    }

    /** Its issuer is not on the path, and yet its issuer revoked it. */
    @Test
    void a_verified_intermediate_on_the_list_of_its_root_is_revoked() {
        FakeCredential alone =
                FakeCredential.of(ca.leaf(ID.text())).under(ca.intermediate().verifiedAs("issuing"));
        Crl crl = crl(new FakeCrl(ca.root(), NOW).revoking(ca.intermediate()));

        Refusal refusal = Checks.refusal(alone.revoking(listing(StaleCrl.FAIL_OPEN, crl)));

        assertEquals(CertificateReason.CERTIFICATE_REVOKED, refusal.why());
        assertTrue(Checks.last(refusal).text().startsWith("it is on the list 7 of CN=Factory Root ["));
    }

    /** Serial numbers are a key's own: a CA of the same name revokes nothing of the other one's. */
    @Test
    void the_list_of_a_ca_of_the_same_name_revokes_nothing() {
        FakeCertificate twin = FakeSound.twin(ca, NOW);
        Crl crl = crl(new FakeCrl(twin, NOW).revoking(ca.intermediate(), ca.root()));
        Revocations revocations = listing(StaleCrl.FAIL_CLOSED, crl);

        assertEquals(1, Checks.paths(good.revoking(revocations)).size());
        FakeCredential alone =
                FakeCredential.of(ca.leaf(ID.text())).under(ca.intermediate().verifiedAs("issuing"));
        assertEquals(1, Checks.paths(alone.revoking(revocations)).size());
    }

    private Finding revocation() {
        return trail.findings().stream()
                .filter(finding -> finding.step() == Step.REVOCATION)
                .findFirst()
                .orElseThrow();
    }

    private static Crl crl(FakeCrl list) {
        return Crl.parse(list.der(), list.ca().enrolled());
    }

    private static Revocations denying(FakeCertificate certificate) {
        return new Revocations(Denial.of(certificate.enrolled()), List.of(), StaleCrl.FAIL_OPEN);
    }

    private static Revocations of(Denial denial) {
        return new Revocations(List.of(denial), List.of(), StaleCrl.FAIL_OPEN);
    }

    private static Revocations listing(StaleCrl policy, Crl... crls) {
        return new Revocations(List.of(), List.of(crls), policy);
    }
}
