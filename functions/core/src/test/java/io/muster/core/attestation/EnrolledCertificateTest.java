package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolledCertificateTest {
    private static final byte[] DER = TestCertificates.der("CN=unit-1,O=Test", "CN=Test CA", BigInteger.TEN);
    private static final EnrolledCertificate CERTIFICATE = EnrolledCertificate.ofDer(DER);
    private static final String PEM = CERTIFICATE.pem();

    @Test
    @DisplayName("clients 37: PEM text, Base64 of PEM text and Base64 of DER are one certificate")
    void forms() {
        assertReads(PEM);
        assertReads(PEM.replace("\n", "\r\n"));
        assertReads(PEM.replace("\n", ""));
        assertReads("Subject: unit-1\n\n" + PEM + "\n  \n");
        assertReads(base64(PEM));
        assertReads(base64("\uFEFF" + PEM));
        assertReads(Base64.getEncoder().encodeToString(DER));
        assertReads(Base64.getMimeEncoder().encodeToString(DER));
        assertReads(" " + Base64.getEncoder().withoutPadding().encodeToString(DER) + "\n");
        assertReads(PEM.replace("CERTIFICATE", "X509 CERTIFICATE"));
        assertReads(PEM.replace("CERTIFICATE", "TRUSTED CERTIFICATE"));
    }

    @Test
    void itsPemIsWellFormed() {
        assertFalse(PEM.lines().anyMatch(line -> line.length() > 64));
        assertEquals("-----END CERTIFICATE-----\n", PEM.substring(PEM.length() - 26));
    }

    @Test
    @DisplayName("Issue 3: several certificates, or a key beside one, are refused as more than one")
    void several() {
        String other = TestCertificates.enrolled("other").pem();

        assertRefused("more than one", PEM + other);
        assertRefused("more than one", PEM + PEM);
        assertRefused("more than one", base64(PEM + other));
        assertRefused("more than one", PEM + key());
    }

    @Test
    void aKeyIsNoCertificateAndItsTextIsNotQuoted() {
        IllegalArgumentException refusal = assertRefused("something else than a certificate", key());
        assertFalse(String.valueOf(refusal.getMessage())
                .contains(Base64.getEncoder()
                        .encodeToString(TestCertificates.KEYS.getPrivate().getEncoded())));

        assertRefused("something else", key() + PEM);
        assertRefused(
                "not an X.509",
                Base64.getEncoder()
                        .encodeToString(TestCertificates.KEYS.getPrivate().getEncoded()));
        assertRefused("not an X.509", key().replace("PRIVATE KEY", "CERTIFICATE"));
        assertRefused("something else", PEM.replace("CERTIFICATE", "CERTIFICATE REQUEST"));
    }

    @Test
    void bytesBehindTheEndAreRefused() {
        byte[] longer = Arrays.copyOf(DER, DER.length + 1);
        byte[] twice = Arrays.copyOf(DER, DER.length * 2);
        System.arraycopy(DER, 0, twice, DER.length, DER.length);

        assertRefused("behind its end", Base64.getEncoder().encodeToString(longer));
        assertRefused("behind its end", Base64.getEncoder().encodeToString(twice));
        assertThrows(IllegalArgumentException.class, () -> EnrolledCertificate.ofDer(longer));
        assertThrows(
                IllegalArgumentException.class, () -> EnrolledCertificate.ofDer(Arrays.copyOf(DER, DER.length - 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "certificate",
                "%%%",
                "AAAA",
                "MII",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----AAAA-----END KEY-----",
                "-----BEGIN CERTIFICATE-----A=A=-----END CERTIFICATE-----",
                "-----BEGIN -----",
                "LS0tLS1CRUdJTg=="
            })
    @DisplayName("Issue 3: certificates that are none, and wrong Base64")
    void nonsense(String text) {
        assertRefused("certificate ", text);
    }

    @Test
    @DisplayName("Issue 3: 100 KB of text, a huge key and a chain of blocks are refused by their size")
    void tooLarge() {
        assertRefused("longer than", "A".repeat(100 * 1024));
        assertRefused("longer than", PEM.repeat(200));
        assertRefused("larger than", "A".repeat(48 * 1024));
        assertThrows(IllegalArgumentException.class, () -> EnrolledCertificate.ofDer(new byte[16 * 1024 + 1]));
    }

    @Test
    @DisplayName("2.28: what is told of a certificate is what it says and what its bytes hash to")
    void info() throws GeneralSecurityException {
        CertificateInfo info = CERTIFICATE.info();

        assertEquals("O=Test, CN=unit-1", info.subjectName());
        assertEquals("CN=Test CA", info.issuerName());
        assertEquals(hash("SHA-1"), info.sha1Thumbprint());
        assertEquals(hash("SHA-256"), info.sha256Thumbprint());
        assertEquals(TestCertificates.FROM, info.notBefore());
        assertEquals(TestCertificates.UNTIL, info.notAfter());
        assertEquals("0A", info.serialNumber());
        assertEquals(3, info.version());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 01",
        "7f, 7F",
        "80, 0080",
        "ff, 00FF",
        "ff00, 00FF00",
        "123, 0123",
        "8000000000000000, 008000000000000000"
    })
    @DisplayName("2.28: a serial number is its DER bytes in hex, the zero before a high bit included")
    void serials(String serial, String told) {
        byte[] der = TestCertificates.der("CN=a", "CN=b", new BigInteger(serial, 16));

        assertEquals(told, EnrolledCertificate.ofDer(der).info().serialNumber());
    }

    @Test
    void equalByItsBytesAndQuotedByItsThumbprint() {
        EnrolledCertificate other = TestCertificates.enrolled("other");

        assertEquals(CERTIFICATE, EnrolledCertificate.ofDer(DER));
        assertEquals(CERTIFICATE.hashCode(), EnrolledCertificate.ofDer(DER).hashCode());
        assertNotEquals(CERTIFICATE, other);
        assertNotEquals(CERTIFICATE.hashCode(), other.hashCode());
        assertNotEquals(CERTIFICATE, (Object) PEM);
        assertEquals("EnrolledCertificate[" + other.info().sha256Thumbprint() + "]", other.toString());
        CERTIFICATE.der()[0] = 0;
        assertArrayEquals(DER, CERTIFICATE.der());
    }

    @Test
    void sixteenKibibytesAreReadAndOneByteMoreIsNot() {
        assertRefused("not an X.509 certificate", Base64.getEncoder().encodeToString(new byte[16 * 1024]));
        assertRefused("larger than 16384 bytes", Base64.getEncoder().encodeToString(new byte[16 * 1024 + 1]));
    }

    private static void assertReads(String text) {
        assertEquals(CERTIFICATE, EnrolledCertificate.parse(text));
    }

    private static IllegalArgumentException assertRefused(String why, String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> EnrolledCertificate.parse(text));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("certificate ") && message.contains(why), message);
        return refusal;
    }

    private static String key() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(TestCertificates.KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String algorithm) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(DER);
        return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
    }
}
