package io.muster.core.certificate;

import static io.muster.core.certificate.Checks.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeAuthority;
import io.muster.core.testkit.FakeKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 4, Cost: keys are judged before anything computes with them. */
class KeyFloorTest {
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(2047).setBit(0);

    @ParameterizedTest
    @CsvSource({
        "2047, KEY_TOO_SMALL, its RSA key has only 2047 bits",
        "8193, KEY_TOO_LARGE, its RSA key has 8193 bits",
        "30000, KEY_TOO_LARGE, its RSA key has 30000 bits"
    })
    void rsa_keys_of_other_sizes_are_refused(int bits, CertificateReason reason, String text) {
        assertEquals(Optional.of(new Flaw(reason, "x", text)), flaw(FakeKeys.arbitraryRsa(bits, F4)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 8192})
    void rsa_keys_of_2048_to_8192_bits_are_taken(int bits) {
        assertEquals(Optional.empty(), flaw(FakeKeys.arbitraryRsa(bits, F4)));
    }

    @Test
    void rsa_exponents_are_odd_from_3_to_64_bits() {
        BigInteger longest = BigInteger.ONE.shiftLeft(63).setBit(0);

        assertEquals(Optional.empty(), flaw(FakeKeys.rsa(MODULUS, BigInteger.valueOf(3))));
        assertEquals(Optional.empty(), flaw(FakeKeys.rsa(MODULUS, longest)));
        assertEquals(
                Optional.of(new Flaw(CertificateReason.KEY_TOO_LARGE, "x", "its RSA public exponent has 65 bits")),
                flaw(FakeKeys.rsa(MODULUS, longest.setBit(64))));
        String none = "its RSA key is none: modulus or exponent is even or 1";
        assertEquals(refused(none), flaw(FakeKeys.rsa(MODULUS, BigInteger.ONE)));
        assertEquals(refused(none), flaw(FakeKeys.rsa(MODULUS, BigInteger.valueOf(4))));
        assertEquals(refused(none), flaw(FakeKeys.rsa(MODULUS.clearBit(0), F4)));
    }

    @Test
    void rsa_numbers_are_positive() {
        assertThrows(IllegalArgumentException.class, () -> flaw(FakeKeys.rsa(MODULUS.negate(), F4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void the_three_nist_curves_are_taken(String curve) {
        assertEquals(Optional.empty(), flaw(FakeKeys.curve(curve, "device")));
    }

    @Test
    void other_kinds_of_keys_are_taken_or_refused_by_name() {
        String curve = "its EC key is not on P-256, P-384 or P-521 by name";
        assertEquals(Optional.empty(), flaw(FakeKeys.ed25519("device")));
        assertEquals(Optional.empty(), flaw(FakeKeys.rsa(2048, "device")));
        assertEquals(refused(curve), flaw(FakeKeys.explicitCurve("device")));
        assertEquals(refused(curve), flaw(FakeKeys.secp256k1()));
        assertEquals(refused(curve), flaw(ofAlgorithm(X9ObjectIdentifiers.id_ecPublicKey)));
        assertEquals(
                refused("its key is for an algorithm that is not taken"),
                flaw(ofAlgorithm(new ASN1ObjectIdentifier("1.2.840.10040.4.1"))));
    }

    @Test
    void what_holds_no_key_is_no_certificate() {
        assertThrows(IllegalArgumentException.class, () -> KeyFloor.flaw(new byte[] {0x30, 0}, "x"));
    }

    private static SubjectPublicKeyInfo ofAlgorithm(ASN1ObjectIdentifier oid) {
        return new SubjectPublicKeyInfo(new AlgorithmIdentifier(oid), new byte[10]);
    }

    private static Optional<Flaw> refused(String text) {
        return Optional.of(new Flaw(CertificateReason.ALGORITHM_REFUSED, "x", text));
    }

    private static Optional<Flaw> flaw(KeyPair keys) {
        return KeyFloor.flaw(CertificateOrder.leaf("x", keys, NOW).selfSigned().der(), "x");
    }

    private static Optional<Flaw> flaw(SubjectPublicKeyInfo key) {
        FakeAuthority ca = new FakeAuthority("Factory", NOW);
        return KeyFloor.flaw(ca.leafOrder("x").key(key).by(ca.root()).der(), "x");
    }
}
