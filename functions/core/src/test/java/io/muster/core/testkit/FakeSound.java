package io.muster.core.testkit;

import java.security.KeyPair;
import java.time.Instant;
import java.util.function.BiFunction;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Chains that hold, each for another reason. */
public enum FakeSound {
    P256((cn, now) -> new FakeAuthority("Factory", now).good(cn)),
    P384((cn, now) -> ofKeys(
            cn, now, FakeKeys.curve("secp384r1", "ca"), FakeKeys.curve("secp384r1", "device"), "SHA384withECDSA")),
    P521((cn, now) -> ofKeys(
            cn, now, FakeKeys.curve("secp521r1", "ca"), FakeKeys.curve("secp521r1", "device"), "SHA512withECDSA")),
    ED25519((cn, now) -> ofKeys(cn, now, FakeKeys.ed25519("ca"), FakeKeys.ed25519("device"), "Ed25519")),
    RSA((cn, now) -> ofKeys(cn, now, FakeKeys.rsa(2048, "ca"), FakeKeys.rsa(2048, "device"), "SHA256withRSA")),
    RSA_PSS((cn, now) ->
            ofKeys(cn, now, FakeKeys.rsa(2048, "ca"), FakeKeys.rsa(2048, "device"), "SHA256withRSAandMGF1")),
    P256_UNDER_RSA((cn, now) -> ofKeys(cn, now, FakeKeys.rsa(2048, "ca"), FakeKeys.p256("device"), "SHA256withRSA")),
    RSA_AND_P256_MIXED((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate issuing = CertificateOrder.ca("Mixed Issuing", FakeKeys.rsa(2048, "ca"), now)
                .by(ca.root());
        return FakeCredential.of(ca.leafOrder(cn).by(issuing), issuing)
                .under(ca.root().verifiedAs("root"));
    }),
    LEAF_UNDER_ROOT((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leafOrder(cn).by(ca.root())).under(ca.root().verifiedAs("root"));
    }),
    TWO_INTERMEDIATES((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate line = ca.caOrder("Line 7").pathLength(0).by(ca.intermediate());
        return FakeCredential.of(ca.leafOrder(cn).by(line), line, ca.intermediate())
                .under(ca.root().verifiedAs("root"));
    }),
    VERIFIED_INTERMEDIATE_WITHOUT_ROOT((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn)).under(ca.intermediate().verifiedAs("issuing"));
    }),
    INTERMEDIATE_UPLOADED_INSTEAD_OF_SENT((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn))
                .under(ca.root().verifiedAs("root"), ca.intermediate().unverifiedAs("issuing"));
    }),
    INTERMEDIATE_ENROLLED_INSTEAD_OF_SENT((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn))
                .under(ca.root().verifiedAs("root"))
                .withSigning(ca.intermediate());
    }),
    CROSS_SIGNED((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeAuthority partner = new FakeAuthority("Partner", now);
        FakeCertificate cross = ca.caOrder("Issuing").by(partner.root());
        return FakeCredential.of(ca.leaf(cn), ca.intermediate(), cross)
                .under(partner.root().verifiedAs("partner"));
    }),
    DUPLICATE_SUBJECT_WITH_THE_RIGHT_KEY_KNOWN((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate twin = twin(ca, now);
        return ca.good(cn).under(twin.verifiedAs("a-twin"));
    }),
    PERMITTED_NAME((cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate issuing = ca.caOrder("Narrow")
                .extension(Extension.nameConstraints, true, permitting("CN=" + cn))
                .by(ca.root());
        return FakeCredential.of(ca.leafOrder(cn).by(issuing), issuing)
                .under(ca.root().verifiedAs("root"));
    }),
    ANY_EXTENDED_KEY_USAGE(
            (cn, now) -> ofLeaf(now, ca -> ca.leafOrder(cn).extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))),
    NO_USAGES((cn, now) ->
            ofLeaf(now, ca -> ca.leafOrder(cn).without(Extension.keyUsage).without(Extension.extendedKeyUsage))),
    UNKNOWN_EXTENSION((cn, now) -> ofLeaf(now, ca -> ca.leafOrder(cn).unknownExtension(false))),
    OTHER_CASE((cn, now) -> ofLeaf(now, ca -> ca.leafOrder(cn.toUpperCase(java.util.Locale.ROOT))));

    // Lambdas that capture nothing are immutable; the type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<String, Instant, FakeCredential> maker;

    FakeSound(BiFunction<String, Instant, FakeCredential> maker) {
        this.maker = maker;
    }

    public FakeCredential make(String commonName, Instant now) {
        return maker.apply(commonName, now);
    }

    /** A root of the same name with another key. */
    public static FakeCertificate twin(FakeAuthority ca, Instant now) {
        return CertificateOrder.ca("Twin", FakeKeys.p256("twin"), now)
                .subject(ca.root().subject())
                .selfSigned();
    }

    static NameConstraints permitting(String name) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new org.bouncycastle.asn1.x500.X500Name(name)))
                },
                null);
    }

    private static FakeCredential ofLeaf(
            Instant now, java.util.function.Function<FakeAuthority, CertificateOrder> order) {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(order.apply(ca).by(ca.intermediate()), ca.intermediate())
                .under(ca.root().verifiedAs("root"));
    }

    private static FakeCredential ofKeys(String cn, Instant now, KeyPair ca, KeyPair device, String algorithm) {
        FakeCertificate root = CertificateOrder.ca(algorithm + " Root", ca, now)
                .signedWith(algorithm)
                .selfSigned();
        FakeCertificate leaf =
                CertificateOrder.leaf(cn, device, now).signedWith(algorithm).by(root);
        return FakeCredential.of(leaf).under(root.verifiedAs("root"));
    }
}
