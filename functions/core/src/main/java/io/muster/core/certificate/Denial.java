package io.muster.core.certificate;

import io.muster.core.attestation.EnrolledCertificate;
import java.math.BigInteger;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A certificate, or all certificates of a key, that an operator denies; compared by value. */
public sealed interface Denial {
    /** As {@link #parse} reads it. */
    String text();

    /**
     * Reads {@code thumbprint:HEX} (SHA-1 or SHA-256 of the certificate), {@code key:HEX} (SHA-256 of its
     * SubjectPublicKeyInfo) or {@code serial:HEX;issuer:NAME}; hex may hold colons and spaces as tools print them.
     * Throws IllegalArgumentException that says what is wrong.
     */
    static Denial parse(String text) {
        return DenialText.parse(text);
    }

    /** Everything that could be denied of a certificate. */
    static List<Denial> of(EnrolledCertificate certificate) {
        return DenialText.of(ParsedCertificate.of(certificate));
    }

    /** One certificate of one issuer; names are equal without regard to case and spacing. */
    record BySerial(X500Principal issuer, BigInteger serial) implements Denial {
        @Override
        public String text() {
            return "serial:" + serial.toString(16) + ";issuer:" + issuer.getName();
        }
    }

    /** @param hex upper case, 40 digits for SHA-1 or 64 for SHA-256 */
    record ByThumbprint(String hex) implements Denial {
        @Override
        public String text() {
            return "thumbprint:" + hex;
        }
    }

    /**
     * Every certificate of this key, whoever issued it.
     *
     * @param hex upper case, 64 digits
     */
    record ByPublicKey(String hex) implements Denial {
        @Override
        public String text() {
            return "key:" + hex;
        }
    }
}
