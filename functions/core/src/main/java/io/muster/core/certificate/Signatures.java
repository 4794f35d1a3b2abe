package io.muster.core.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Security;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Which provider checks a signature. On Java 17 BouncyCastle is ahead for P-256 (15 times) and Ed25519 (6 times) and
 * on par for the larger curves, the JDK for RSA (1.7 to 3 times): measured, ADR 7. A provider
 * is named always, so that the JDK's memory of a verified certificate, which knows providers by name, is hit.
 */
final class Signatures {
    static final String BOUNCY_CASTLE = BouncyCastleProvider.PROVIDER_NAME;
    static final String JDK_RSA = "SunRsaSign";

    private static final int LARGE_RSA = 4096;

    static {
        // At the end of the list: nobody gets it who does not ask for it by name. Null operation when it is there.
        Security.addProvider(new BouncyCastleProvider());
    }

    private Signatures() {}

    static String provider(PublicKey issuer) {
        return issuer instanceof RSAKey ? JDK_RSA : BOUNCY_CASTLE;
    }

    static boolean verifies(ParsedCertificate subject, PublicKey issuer) {
        try {
            subject.x509().verify(issuer, provider(issuer));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** What a check with this key costs, in checks with P-256: P-521 takes milliseconds in every provider. */
    static int cost(PublicKey key) {
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return bits > 384 ? 4 : bits > 256 ? 2 : 1;
        }
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() > LARGE_RSA ? 2 : 1;
    }
}
