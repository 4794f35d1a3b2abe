package io.muster.bench.jmh;

import static io.muster.bench.jmh.ChainFleet.ID;
import static io.muster.bench.jmh.ChainFleet.NOW;

import io.muster.core.certificate.CaCertificate;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeCertificate;
import io.muster.core.testkit.FakeKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The dearest that the limits let through, each in its own way. */
public enum Hostile {
    /** CAs of one name, each of which may have signed any other: the search tries all that its bounds allow. */
    RSA_8192_MESH,
    RSA_4096_MESH,
    P521_MESH,
    P384_MESH,
    P256_MESH,
    /** The path rules check every signature of a path with one provider. */
    RSA_8192_BELOW_P256,
    RSA_16384,
    LONG_NAMES;

    Shown make() {
        return switch (this) {
            case RSA_8192_MESH -> mesh(4, i -> BigRsa.make(8192, Made.LARGEST_EXPONENT));
            case RSA_4096_MESH -> mesh(5, i -> BigRsa.make(4096, Made.LARGEST_EXPONENT));
            case P521_MESH -> mesh(5, i -> FakeKeys.curve("secp521r1", "mesh" + i));
            case P384_MESH -> mesh(5, i -> FakeKeys.curve("secp384r1", "mesh" + i));
            case P256_MESH -> mesh(5, i -> FakeKeys.p256("mesh" + i));
            case RSA_8192_BELOW_P256 -> mixed(BigRsa.make(8192, Made.LARGEST_EXPONENT));
            case RSA_16384 -> lone(FakeKeys.rsa(2048, "lone"), 16384);
            case LONG_NAMES -> longNames();
        };
    }

    /** @param uploaded what the operator verified */
    record Shown(List<byte[]> chain, List<CaCertificate> uploaded) {
        static final Shown NOTHING = new Shown(List.of(), List.of());
    }

    private static final class Made {
        /** The largest prime of 64 bits. */
        static final BigInteger LARGEST_EXPONENT = BigInteger.TWO.pow(64).subtract(BigInteger.valueOf(59));
    }

    private static Shown mesh(int issuers, IntFunction<KeyPair> key) {
        FakeCertificate first = ca("Mesh", key.apply(0)).selfSigned();
        List<FakeCertificate> chain = new ArrayList<>();
        chain.add(CertificateOrder.leaf(ID.text(), FakeKeys.p256("leaf"), NOW).by(first));
        for (int i = 1; i < issuers; i++) {
            chain.add(ca("Mesh", key.apply(i)).selfSigned());
        }
        chain.add(1, first);
        return new Shown(der(chain), List.of());
    }

    private static Shown mixed(KeyPair large) {
        FakeCertificate root = ca("Root", FakeKeys.p256("root")).selfSigned();
        FakeCertificate issuing = ca("Large", large).by(root);
        FakeCertificate leaf =
                CertificateOrder.leaf(ID.text(), FakeKeys.p256("leaf"), NOW).by(issuing);
        return new Shown(FakeCertificate.chain(leaf, issuing), List.of(root.verifiedAs("root")));
    }

    private static Shown lone(KeyPair signer, int bits) {
        FakeCertificate root = ca("Root", signer).selfSigned();
        FakeCertificate leaf = CertificateOrder.leaf(ID.text(), signer, NOW)
                .key(FakeKeys.arbitraryRsa(bits, Made.LARGEST_EXPONENT))
                .by(root);
        return new Shown(FakeCertificate.chain(leaf, root), List.of());
    }

    /** Attributes that take long to write out and to compare. */
    private static Shown longNames() {
        List<FakeCertificate> chain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            X500NameBuilder name = new X500NameBuilder();
            for (int attribute = 0; attribute < 70; attribute++) {
                name.addRDN(BCStyle.OU, "\u00e4,+ " + attribute);
            }
            name.addRDN(BCStyle.CN, ID.text());
            chain.add(CertificateOrder.leaf(ID.text(), FakeKeys.p256("long"), NOW)
                    .subject(name.build())
                    .selfSigned());
        }
        return new Shown(der(chain), List.of());
    }

    private static CertificateOrder ca(String name, KeyPair keys) {
        return CertificateOrder.ca(name, keys, NOW);
    }

    private static List<byte[]> der(List<FakeCertificate> chain) {
        return chain.stream().map(FakeCertificate::der).toList();
    }
}
