package io.muster.core.attestation;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate as an operator enrolled it: its DER form and what is told of it. Equal by its bytes. */
public final class EnrolledCertificate {
    /** More than any certificate a TLS stack sends; with it, a key of more than about 60,000 bits is refused unread. */
    private static final int MAX_DER = 16 * 1024;

    private static final int MAX_TEXT = 3 * MAX_DER;
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final byte[] der;
    private final CertificateInfo info;

    private EnrolledCertificate(byte[] der, CertificateInfo info) {
        this.der = der;
        this.info = info;
    }

    /**
     * Reads PEM text, Base64 of PEM text or Base64 of DER (clients.md 37); exactly one certificate. Throws
     * IllegalArgumentException that says what is wrong and quotes nothing.
     */
    public static EnrolledCertificate parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("certificate is longer than " + MAX_TEXT + " characters");
        }
        if (text.contains("-----BEGIN")) {
            return ofDer(pem(text));
        }
        byte[] decoded = base64(text);
        String inner = new String(decoded, StandardCharsets.ISO_8859_1);
        return ofDer(inner.contains("-----BEGIN") ? pem(inner) : decoded);
    }

    /** Reads the DER form; throws IllegalArgumentException when it is no certificate or has anything behind it. */
    public static EnrolledCertificate ofDer(byte[] der) {
        if (der.length > MAX_DER) {
            throw new IllegalArgumentException("certificate is larger than " + MAX_DER + " bytes");
        }
        try {
            ByteArrayInputStream input = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
            byte[] encoded = certificate.getEncoded();
            if (encoded.length != der.length) {
                throw new IllegalArgumentException("certificate has bytes behind its end");
            }
            return new EnrolledCertificate(encoded, info(certificate, encoded));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate is not an X.509 certificate", e);
        }
    }

    public byte[] der() {
        return der.clone();
    }

    public CertificateInfo info() {
        return info;
    }

    public String pem() {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] pem(String text) {
        Matcher block = PEM.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("certificate is not well-formed PEM");
        }
        if (!block.group(1).toUpperCase(Locale.ROOT).endsWith("CERTIFICATE")) {
            throw new IllegalArgumentException("certificate is PEM of something else than a certificate");
        }
        byte[] der = base64(block.group(2));
        if (block.find()) {
            throw new IllegalArgumentException("certificate holds more than one PEM block; give exactly one");
        }
        return der;
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(SPACE.matcher(text).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("certificate is not valid Base64", e);
        }
    }

    private static CertificateInfo info(X509Certificate certificate, byte[] der) {
        return new CertificateInfo(
                certificate.getSubjectX500Principal().toString(),
                thumbprint("SHA-1", der),
                thumbprint("SHA-256", der),
                certificate.getIssuerX500Principal().toString(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                hex(certificate.getSerialNumber()),
                certificate.getVersion());
    }

    private static String hex(BigInteger serial) {
        return HexFormat.of().withUpperCase().formatHex(serial.toByteArray());
    }

    private static String thumbprint(String algorithm, byte[] der) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrolledCertificate certificate && MessageDigest.isEqual(der, certificate.der);
    }

    @Override
    public int hashCode() {
        return info.sha256Thumbprint().hashCode();
    }

    @Override
    public String toString() {
        return "EnrolledCertificate[" + info.sha256Thumbprint() + "]";
    }
}
