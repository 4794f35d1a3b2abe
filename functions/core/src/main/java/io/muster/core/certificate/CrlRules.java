package io.muster.core.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.Collection;
import java.util.Optional;

/** What a revocation list has to be, so that a certificate not on it is not revoked by its CA. */
final class CrlRules {
    static final int MOST_ENTRIES = 20_000;

    private static final int CRL_SIGN = 6;
    private static final String NUMBER = "2.5.29.20";
    private static final String DELTA = "2.5.29.27";
    private static final String ISSUING_POINT = "2.5.29.28";
    private static final String CERTIFICATE_ISSUER = "2.5.29.29";

    private CrlRules() {}

    static void require(X509CRL crl, ParsedCertificate ca) {
        require(crl.getIssuerX500Principal().equals(ca.subject()), "is not of this CA: its issuer is another one");
        require(ca.keyFlaw().isEmpty(), "is of a CA whose key is not taken");
        boolean[] uses = ca.x509().getKeyUsage();
        require(uses == null || uses[CRL_SIGN], "is of a CA whose key usage lacks cRLSign");
        require(crl.getNextUpdate() != null, "does not say when the next one is due");
        require(crl.getExtensionValue(DELTA) == null, "is a delta; upload the full one");
        require(!partial(crl), "is indirect or covers only some certificates; upload the full one");
        require(!crl.hasUnsupportedCriticalExtension(), "has a critical extension that is not known");
        Collection<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
        if (entries != null) {
            require(entries.size() <= MOST_ENTRIES, "has more than " + MOST_ENTRIES + " entries");
            require(
                    entries.stream().allMatch(entry -> entry.getExtensionValue(CERTIFICATE_ISSUER) == null),
                    "is indirect: it revokes certificates of other CAs");
        }
        require(SignatureFloor.takes(crl.getSigAlgOID(), crl.getSigAlgParams()), "is signed by an algorithm not taken");
        require(signed(crl, ca.x509().getPublicKey()), "was not signed with the key of this CA");
    }

    static Optional<BigInteger> number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(NUMBER);
        return extension == null
                ? Optional.empty()
                : Optional.of(new BigInteger(new Der(extension)
                        .enter(Der.OCTET_STRING)
                        .enter(Der.INTEGER)
                        .rest()));
    }

    /** Anything in the issuing distribution point but the place where the list is found narrows it. */
    private static boolean partial(X509CRL crl) {
        byte[] extension = crl.getExtensionValue(ISSUING_POINT);
        if (extension == null) {
            return false;
        }
        Der point = new Der(extension).enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
        if (point.tag() == Der.CONTEXT) {
            point.skip(1);
        }
        return point.more();
    }

    private static boolean signed(X509CRL crl, PublicKey key) {
        try {
            crl.verify(key, Signatures.provider(key));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("revocation list " + otherwise);
        }
    }
}
