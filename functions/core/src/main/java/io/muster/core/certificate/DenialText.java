package io.muster.core.certificate;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Denials as operators write them. */
final class DenialText {
    private static final int LONGEST = 1024;
    private static final Pattern FORM = Pattern.compile("(thumbprint|key|serial):([^;]*)(?:;issuer:(.*))?");
    private static final Pattern HEX = Pattern.compile("[0-9A-F]+");
    private static final int SHA1 = 40;
    private static final int SHA256 = 64;

    private DenialText() {}

    static Denial parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("denial is longer than " + LONGEST + " characters");
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("denial is not thumbprint:HEX, key:HEX or serial:HEX;issuer:NAME");
        }
        String kind = form.group(1);
        String issuer = form.group(3);
        if (kind.equals("serial") == (issuer == null)) {
            throw new IllegalArgumentException("denial by serial needs an issuer, any other has none");
        }
        String hex = hex(form.group(2));
        if (issuer != null) {
            return new Denial.BySerial(name(issuer), new BigInteger(hex, 16));
        }
        if (kind.equals("key")) {
            return new Denial.ByPublicKey(sized(hex, SHA256));
        }
        return new Denial.ByThumbprint(hex.length() == SHA1 ? hex : sized(hex, SHA256));
    }

    /** A look-up with each of them finds any denial of a certificate, however long the list. */
    static List<Denial> of(ParsedCertificate certificate) {
        return List.of(
                new Denial.BySerial(certificate.issuer(), certificate.x509().getSerialNumber()),
                new Denial.ByThumbprint(certificate.enrolled().info().sha256Thumbprint()),
                new Denial.ByThumbprint(certificate.enrolled().info().sha1Thumbprint()),
                new Denial.ByPublicKey(sha256(certificate.x509().getPublicKey().getEncoded())));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    private static String hex(String text) {
        String hex = text.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("denial holds something else than hexadecimal digits");
        }
        return hex;
    }

    private static String sized(String hex, int digits) {
        if (hex.length() != digits) {
            throw new IllegalArgumentException("denial has " + hex.length() + " hexadecimal digits, not " + digits);
        }
        return hex;
    }

    private static X500Principal name(String text) {
        try {
            return new X500Principal(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("denial's issuer is not a distinguished name", e);
        }
    }
}
