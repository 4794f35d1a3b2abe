package io.muster.core.certificate;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Which keys are taken, judged on the DER form before anything computes with them (issue 4, Cost). */
final class KeyFloor {
    private static final int LEAST_RSA = 2048;
    private static final int MOST_RSA = 8192;
    private static final int MOST_EXPONENT = 64;
    private static final String EC = "2a8648ce3d0201";
    private static final String ED25519 = "2b6570";
    /** rsaEncryption and RSASSA-PSS. */
    private static final Set<String> RSA = Set.of("2a864886f70d010101", "2a864886f70d01010a");
    /** P-256, P-384, P-521. */
    private static final Set<String> CURVES = Set.of("2a8648ce3d030107", "2b81040022", "2b81040023");

    private KeyFloor() {}

    /** Why the key in this certificate is not taken; throws IllegalArgumentException when it holds none. */
    static Optional<Flaw> flaw(byte[] certificate, String subject) {
        Der key = subjectPublicKeyInfo(certificate);
        Der algorithm = key.enter(Der.SEQUENCE);
        String oid = hex(algorithm.enter(Der.OID));
        if (RSA.contains(oid)) {
            return rsa(key.enter(Der.BIT_STRING), subject);
        }
        if (oid.equals(EC)) {
            boolean named = algorithm.tag() == Der.OID && CURVES.contains(hex(algorithm.enter(Der.OID)));
            return named ? Optional.empty() : refused(subject, "its EC key is not on P-256, P-384 or P-521 by name");
        }
        return oid.equals(ED25519)
                ? Optional.empty()
                : refused(subject, "its key is for an algorithm that is not taken");
    }

    private static Der subjectPublicKeyInfo(byte[] certificate) {
        Der body = new Der(certificate).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        // The version comes first and may be left out; serial, algorithm, issuer, validity and subject stay ahead.
        body.skip(body.tag() == Der.CONTEXT ? 6 : 5);
        return body.enter(Der.SEQUENCE);
    }

    private static Optional<Flaw> rsa(Der bits, String subject) {
        Der numbers = bits.wholeOctets().enter(Der.SEQUENCE);
        BigInteger modulus = number(numbers);
        BigInteger exponent = number(numbers);
        int size = modulus.bitLength();
        if (size < LEAST_RSA) {
            return Optional.of(
                    new Flaw(CertificateReason.KEY_TOO_SMALL, subject, "its RSA key has only " + size + " bits"));
        }
        if (size > MOST_RSA) {
            return Optional.of(new Flaw(CertificateReason.KEY_TOO_LARGE, subject, "its RSA key has " + size + " bits"));
        }
        if (exponent.bitLength() > MOST_EXPONENT) {
            return Optional.of(new Flaw(
                    CertificateReason.KEY_TOO_LARGE,
                    subject,
                    "its RSA public exponent has " + exponent.bitLength() + " bits"));
        }
        boolean sound = modulus.testBit(0) && exponent.testBit(0) && exponent.compareTo(BigInteger.valueOf(3)) >= 0;
        return sound ? Optional.empty() : refused(subject, "its RSA key is none: modulus or exponent is even or 1");
    }

    private static BigInteger number(Der from) {
        byte[] octets = from.enter(Der.INTEGER).rest();
        if (octets.length == 0 || octets[0] < 0) {
            throw new IllegalArgumentException("RSA key with a number that is not positive");
        }
        return new BigInteger(octets);
    }

    private static Optional<Flaw> refused(String subject, String text) {
        return Optional.of(new Flaw(CertificateReason.ALGORITHM_REFUSED, subject, text));
    }

    private static String hex(Der oid) {
        return HexFormat.of().formatHex(oid.rest());
    }
}
