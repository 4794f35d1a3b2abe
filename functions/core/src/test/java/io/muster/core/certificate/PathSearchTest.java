package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.ID;
import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.decision.Trail;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeCredential;
import io.muster.core.testkit.FakeDefect;
import io.muster.core.testkit.FakeKeys;
import io.muster.core.testkit.FakeSound;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Issue 4, Cost: whatever a device sends, the work is bounded; counted, not timed. */
class PathSearchTest {
    private final FakeAuthority ca = new FakeAuthority("Factory", NOW);

    @Test
    void a_usual_chain_costs_a_check_for_each_issuer() {
        assertEquals(2, searched(ca.good(ID.text())).work());
    }

    @ParameterizedTest
    @EnumSource(
            value = FakeDefect.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TWENTY_DEEP", "RSA_16K", "RSA_1024", "HUGE_EXPONENT", "EXPLICIT_CURVE", "UNUSUAL_CURVE"})
    void no_broken_chain_costs_more_than_a_sound_one(FakeDefect defect) {
        assertTrue(searched(defect.make(ID.text(), NOW)).work() <= 3);
    }

    /** Uploads of one name and many keys, as a factory that renews its CA leaves behind. */
    @ParameterizedTest
    @CsvSource({"secp256r1, 1, 16", "secp384r1, 2, 16", "secp521r1, 4, 16"})
    void many_cas_of_one_name_are_tried_up_to_the_bound(String curve, int cost, int bound) {
        FakeCertificate[] twins = IntStream.range(0, bound / cost + 1)
                .mapToObj(i -> CertificateOrder.ca("Many", FakeKeys.curve(curve, "many-" + i), NOW)
                        .selfSigned())
                .toArray(FakeCertificate[]::new);
        FakeCertificate leaf = ca.leafOrder(ID.text()).forged(twins[0], FakeKeys.p256("forger"));
        FakeCredential credential = FakeCredential.of(leaf).withSigning(twins);

        PathSearch search = searched(credential);

        assertEquals(bound, search.work());
        assertEquals(twins.length, search.flaws().size());
        assertEquals(
                CertificateReason.SEARCH_EXHAUSTED,
                search.flaws().get(twins.length - 1).reason());
        // Most of them are known not to have signed it; that tells more than that one was left untried.
        assertEquals(
                CertificateReason.SIGNATURE_INVALID, Checks.refusal(credential).why());
    }

    @Test
    void the_right_one_of_many_is_found_within_the_bound() {
        FakeCertificate[] twins = IntStream.range(0, 15)
                .mapToObj(i -> CertificateOrder.ca("Many", FakeKeys.p256("many-" + i), NOW)
                        .selfSigned())
                .toArray(FakeCertificate[]::new);
        FakeCredential credential = FakeCredential.of(ca.leafOrder(ID.text()).by(twins[7]))
                .withSigning(twins)
                .under(twins[7].verifiedAs("seventh"));

        assertEquals(
                twins[7].enrolled(), Checks.paths(credential).get(0).anchor().certificate());
    }

    /** Ten certificates from leaf to anchor are a path, eleven are not. */
    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void depth_is_bounded(int intermediates, boolean found) {
        List<FakeCertificate> line = new ArrayList<>(List.of(ca.root()));
        for (int i = 0; i < intermediates; i++) {
            line.add(ca.caOrder("Level " + i).by(line.get(i)));
        }
        FakeCredential credential = FakeCredential.of(ca.leafOrder(ID.text()).by(line.get(intermediates)))
                .withSigning(line.toArray(FakeCertificate[]::new))
                .under(ca.root().verifiedAs("root"));

        if (found) {
            assertEquals(10, Checks.paths(credential).get(0).certificates().size());
        } else {
            assertEquals(
                    CertificateReason.SEARCH_EXHAUSTED,
                    Checks.refusal(credential).why());
        }
    }

    /** Every CA signed by every other one: the ways grow as factorials, the steps do not. */
    @Test
    void a_web_of_cross_signed_cas_is_left_at_the_bound() {
        List<FakeAuthority> web = IntStream.range(0, 7)
                .mapToObj(i -> new FakeAuthority("Web " + i, NOW))
                .toList();
        List<FakeCertificate> crossed = new ArrayList<>();
        for (FakeAuthority one : web) {
            web.stream()
                    .filter(other -> other != one)
                    .forEach(other -> crossed.add(one.caOrder("Root").by(other.root())));
        }
        FakeCertificate leaf = ca.leafOrder(ID.text()).by(web.get(0).root());

        PathSearch search = searched(FakeCredential.of(leaf).withSigning(crossed.toArray(FakeCertificate[]::new)));

        assertTrue(search.work() <= PathSearch.MOST_WORK);
        assertTrue(search.flaws().size() < 200, () -> "flaws: " + search.flaws().size());
    }

    @Test
    void the_same_answer_comes_in_whatever_order_uploads_are_listed() {
        FakeCredential one =
                FakeSound.CROSS_SIGNED.make(ID.text(), NOW).under(ca.root().verifiedAs("root"));
        FakeCredential other = FakeCredential.of(one.chain().toArray(FakeCertificate[]::new))
                .under(one.uploaded().get(1), one.uploaded().get(0));

        assertEquals(2, Checks.paths(one).size());
        assertEquals(Checks.paths(one), Checks.paths(other));
    }

    /** The names of the top: excluded ones, and alternative names of the device. */
    @Test
    void name_constraints_of_the_anchor_hold_for_alternative_names() {
        FakeCertificate root = narrow(new NameConstraints(null, subtrees(GeneralName.dNSName, "evil.example")));

        assertEquals(1, Checks.paths(alternative(root, "good.example")).size());
        assertEquals(
                CertificateReason.NAME_CONSTRAINTS,
                Checks.refusal(alternative(root, "a.evil.example")).why());
    }

    private FakeCertificate narrow(NameConstraints constraints) {
        return ca.caOrder("Root")
                .extension(Extension.nameConstraints, true, constraints)
                .selfSigned();
    }

    private FakeCredential alternative(FakeCertificate root, String host) {
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
        return FakeCredential.of(ca.leafOrder(ID.text())
                        .extension(Extension.subjectAlternativeName, false, names)
                        .by(root))
                .under(root.verifiedAs("root"));
    }

    private static GeneralSubtree[] subtrees(int kind, String name) {
        return new GeneralSubtree[] {new GeneralSubtree(new GeneralName(kind, name))};
    }

    private static PathSearch searched(FakeCredential credential) {
        Trail trail = new Trail(ID);
        PathSearch search =
                new PathSearch(DeviceChain.parse(credential.der(), trail), Checks.trust(credential), NOW, trail);
        search.run();
        return search;
    }
}
