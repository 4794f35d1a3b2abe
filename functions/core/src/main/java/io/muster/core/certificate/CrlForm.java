package io.muster.core.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms a revocation list comes in. */
final class CrlForm {
    static final int MOST_BYTES = 512 * 1024;

    /** Base64 in lines, and the two lines around it. */
    private static final int MOST_TEXT = MOST_BYTES / 3 * 4 + MOST_BYTES / 16;

    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN X509 CRL-----([A-Za-z0-9+/=\\s]*+)-----END X509 CRL-----\\s*");

    private CrlForm() {}

    static X509CRL read(byte[] derOrPem) {
        if (derOrPem.length > MOST_TEXT) {
            throw tooLarge();
        }
        byte[] der = der(derOrPem);
        if (der.length > MOST_BYTES) {
            throw tooLarge();
        }
        try {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
            if (crl.getEncoded().length != der.length) {
                throw new IllegalArgumentException("revocation list has bytes behind its end");
            }
            return crl;
        } catch (CRLException | CertificateException e) {
            throw new IllegalArgumentException("revocation list is not an X.509 CRL", e);
        }
    }

    private static byte[] der(byte[] derOrPem) {
        if (derOrPem.length > 0 && derOrPem[0] == Der.SEQUENCE) {
            return derOrPem;
        }
        Matcher pem = PEM.matcher(new String(derOrPem, StandardCharsets.ISO_8859_1));
        if (!pem.matches()) {
            throw new IllegalArgumentException("revocation list is neither DER nor one PEM block of X509 CRL");
        }
        return Base64.getMimeDecoder().decode(pem.group(1));
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException("revocation list is larger than " + MOST_BYTES + " bytes");
    }
}
