package io.muster.core.testkit;

import io.muster.core.certificate.CertificateReason;
import io.muster.core.certificate.Crl;
import io.muster.core.certificate.Denial;
import io.muster.core.certificate.Revocations;
import io.muster.core.certificate.Revocations.StaleCrl;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Credentials with a single defect each, and the reason they have to be refused for. */
public enum FakeDefect {
    EXPIRED_LEAF(CertificateReason.CERTIFICATE_EXPIRED, (cn, now) -> leaf(now, cn, order -> order.until(past(now)))),
    LEAF_NOT_YET_VALID(
            CertificateReason.CERTIFICATE_NOT_YET_VALID, (cn, now) -> leaf(now, cn, order -> order.from(future(now)))),
    EXPIRED_INTERMEDIATE(
            CertificateReason.CERTIFICATE_EXPIRED, (cn, now) -> issuing(now, cn, order -> order.until(past(now)))),
    INTERMEDIATE_NOT_YET_VALID(
            CertificateReason.CERTIFICATE_NOT_YET_VALID,
            (cn, now) -> issuing(now, cn, order -> order.from(future(now)))),
    EXPIRED_ROOT(CertificateReason.CERTIFICATE_EXPIRED, (cn, now) -> root(now, cn, order -> order.until(past(now)))),
    NO_COMMON_NAME(
            CertificateReason.COMMON_NAME_MISSING,
            (cn, now) -> leaf(now, cn, order -> order.subject(new X500Name("O=Devices")))),
    TWO_COMMON_NAMES(
            CertificateReason.COMMON_NAME_AMBIGUOUS,
            (cn, now) -> leaf(now, cn, order -> order.subject(new X500Name("CN=" + cn + ",CN=" + cn)))),
    OTHER_COMMON_NAME(
            CertificateReason.COMMON_NAME_MISMATCH,
            (cn, now) -> leaf(now, cn, order -> order.subject(new X500Name("CN=other-" + cn)))),
    WRONG_PATH_LENGTH(CertificateReason.PATH_LENGTH_EXCEEDED, (cn, now) -> root(now, cn, order -> order.pathLength(0))),
    SIGNED_BY_SIBLING_CA(CertificateReason.SIGNATURE_INVALID, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate leaf = ca.leafOrder(cn).forged(ca.intermediate(), FakeKeys.p256("sibling"));
        return FakeCredential.of(leaf, ca.intermediate()).under(ca.root().verifiedAs("root"));
    }),
    DUPLICATE_SUBJECT(CertificateReason.SIGNATURE_INVALID, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn), ca.intermediate())
                .under(FakeSound.twin(ca, now).verifiedAs("twin"));
    }),
    SELF_ISSUED_LOOP(CertificateReason.LOOP, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Loop", now);
        FakeCertificate other = CertificateOrder.ca("?", FakeKeys.p256("other"), now)
                .subject(ca.root().subject())
                .by(ca.root());
        FakeCertificate back = ca.caOrder("Root").by(other);
        return FakeCredential.of(ca.leafOrder(cn).by(back), back, other);
    }),
    TWENTY_DEEP(CertificateReason.CHAIN_TOO_LONG, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Deep", now);
        List<FakeCertificate> chain = new ArrayList<>(List.of(ca.root()));
        for (int depth = 1; depth < 19; depth++) {
            chain.add(0, ca.caOrder("Level " + depth).by(chain.get(0)));
        }
        chain.add(0, ca.leafOrder(cn).by(chain.get(0)));
        return FakeCredential.of(chain.toArray(FakeCertificate[]::new))
                .under(ca.root().verifiedAs("root"));
    }),
    RSA_16K(
            CertificateReason.KEY_TOO_LARGE,
            (cn, now) -> leaf(now, cn, order -> order.key(FakeKeys.arbitraryRsa(16384, BigInteger.valueOf(65537))))),
    RSA_1024(
            CertificateReason.KEY_TOO_SMALL,
            (cn, now) -> leaf(now, cn, order -> order.key(FakeKeys.arbitraryRsa(1024, BigInteger.valueOf(65537))))),
    HUGE_EXPONENT(
            CertificateReason.KEY_TOO_LARGE,
            (cn, now) -> leaf(
                    now,
                    cn,
                    order -> order.key(FakeKeys.arbitraryRsa(
                            2048, BigInteger.ONE.shiftLeft(2000).setBit(0))))),
    EXPLICIT_CURVE(
            CertificateReason.ALGORITHM_REFUSED,
            (cn, now) -> leaf(now, cn, order -> order.key(FakeKeys.explicitCurve("device")))),
    UNUSUAL_CURVE(
            CertificateReason.ALGORITHM_REFUSED, (cn, now) -> leaf(now, cn, order -> order.key(FakeKeys.secp256k1()))),
    SHA1_SIGNATURE(
            CertificateReason.ALGORITHM_REFUSED,
            (cn, now) -> leaf(now, cn, order -> order.signedWith("SHA1withECDSA"))),
    INTERMEDIATE_IS_NO_CA(
            CertificateReason.ISSUER_NOT_A_CA,
            (cn, now) -> issuing(now, cn, order -> order.without(Extension.basicConstraints))),
    INTERMEDIATE_MAY_NOT_SIGN(
            CertificateReason.KEY_USAGE, (cn, now) -> issuing(now, cn, order -> order.keyUsage(KeyUsage.cRLSign))),
    LEAF_MAY_NOT_SIGN(
            CertificateReason.KEY_USAGE, (cn, now) -> leaf(now, cn, order -> order.keyUsage(KeyUsage.keyAgreement))),
    SERVER_ONLY(
            CertificateReason.EXTENDED_KEY_USAGE,
            (cn, now) -> leaf(now, cn, order -> order.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth))),
    UNKNOWN_CRITICAL_EXTENSION(
            CertificateReason.CRITICAL_EXTENSION, (cn, now) -> leaf(now, cn, order -> order.unknownExtension(true))),
    NAME_NOT_PERMITTED(
            CertificateReason.NAME_CONSTRAINTS,
            (cn, now) -> issuing(
                    now,
                    cn,
                    order -> order.extension(Extension.nameConstraints, true, FakeSound.permitting("O=Others")))),
    NAME_NOT_PERMITTED_BY_ROOT(
            CertificateReason.NAME_CONSTRAINTS,
            (cn, now) -> root(
                    now,
                    cn,
                    order -> order.extension(Extension.nameConstraints, true, FakeSound.permitting("O=Others")))),
    UNVERIFIED_ROOT(CertificateReason.NO_VERIFIED_CA, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn), ca.intermediate()).under(ca.root().unverifiedAs("root"));
    }),
    REVOKED_BY_SERIAL(CertificateReason.CERTIFICATE_REVOKED, (cn, now) -> denied(now, cn, Denial.BySerial.class)),
    REVOKED_BY_THUMBPRINT(
            CertificateReason.CERTIFICATE_REVOKED, (cn, now) -> denied(now, cn, Denial.ByThumbprint.class)),
    REVOKED_BY_KEY(CertificateReason.CERTIFICATE_REVOKED, (cn, now) -> denied(now, cn, Denial.ByPublicKey.class)),
    REVOKED_BY_LIST(CertificateReason.CERTIFICATE_REVOKED, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCredential good = ca.good(cn);
        FakeCrl list = new FakeCrl(ca.intermediate(), now).revoking(good.leaf());
        return good.revoking(listed(list, StaleCrl.FAIL_OPEN));
    }),
    STALE_LIST(CertificateReason.CRL_STALE, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCrl list = new FakeCrl(ca.intermediate(), now.minus(Duration.ofDays(8))).due(past(now));
        return ca.good(cn).revoking(listed(list, StaleCrl.FAIL_CLOSED));
    }),
    MISSING_INTERMEDIATE(CertificateReason.ISSUER_NOT_FOUND, (cn, now) -> {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        return FakeCredential.of(ca.leaf(cn)).under(ca.root().verifiedAs("root"));
    });

    private final CertificateReason reason;
    // Lambdas that capture nothing are immutable; the type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<String, Instant, FakeCredential> maker;

    FakeDefect(CertificateReason reason, BiFunction<String, Instant, FakeCredential> maker) {
        this.reason = reason;
        this.maker = maker;
    }

    /** What it has to be refused for. */
    public CertificateReason reason() {
        return reason;
    }

    public FakeCredential make(String commonName, Instant now) {
        return maker.apply(commonName, now);
    }

    private static FakeCredential leaf(Instant now, String cn, UnaryOperator<CertificateOrder> defect) {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate leaf = defect.apply(ca.leafOrder(cn)).by(ca.intermediate());
        return FakeCredential.of(leaf, ca.intermediate()).under(ca.root().verifiedAs("root"));
    }

    private static FakeCredential issuing(Instant now, String cn, UnaryOperator<CertificateOrder> defect) {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate issuing = defect.apply(ca.caOrder("Issuing")).by(ca.root());
        return FakeCredential.of(ca.leafOrder(cn).by(issuing), issuing)
                .under(ca.root().verifiedAs("root"));
    }

    private static FakeCredential root(Instant now, String cn, UnaryOperator<CertificateOrder> defect) {
        FakeAuthority ca = new FakeAuthority("Factory", now);
        FakeCertificate root = defect.apply(ca.caOrder("Root")).selfSigned();
        FakeCertificate issuing = ca.caOrder("Issuing").by(root);
        return FakeCredential.of(ca.leafOrder(cn).by(issuing), issuing).under(root.verifiedAs("root"));
    }

    private static FakeCredential denied(Instant now, String cn, Class<? extends Denial> kind) {
        FakeCredential good = new FakeAuthority("Factory", now).good(cn);
        Denial denial = Denial.of(good.leaf().enrolled()).stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow();
        return good.revoking(new Revocations(List.of(denial), List.of(), StaleCrl.FAIL_OPEN));
    }

    private static Revocations listed(FakeCrl list, StaleCrl policy) {
        return new Revocations(
                List.of(), List.of(Crl.parse(list.der(), list.ca().enrolled())), policy);
    }

    private static Instant past(Instant now) {
        return now.minus(Duration.ofHours(1));
    }

    private static Instant future(Instant now) {
        return now.plus(Duration.ofHours(1));
    }
}
