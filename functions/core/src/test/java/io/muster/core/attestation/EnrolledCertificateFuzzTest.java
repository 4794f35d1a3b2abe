package io.muster.core.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.testkit.Effort;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EnrolledCertificateFuzzTest {
    private static final int RUNS = Effort.inputs(3000);
    private static final byte[] DER = TestCertificates.der("CN=unit-1", "CN=Test CA", BigInteger.TEN);

    @Test
    @DisplayName("Whatever is enrolled is read, and then is itself again, or refused as no certificate")
    void fuzz() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RUNS; i++) {
            byte[] der = random.nextInt(3) == 0 ? DER : damaged(DER, random);
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(der) + "\n-----END CERTIFICATE-----\n";
            String text = switch (random.nextInt(3)) {
                case 0 -> pem;
                case 1 -> Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.ISO_8859_1));
                default -> Base64.getEncoder().encodeToString(der);
            };
            read(random.nextBoolean() ? damaged(text, random) : text, seed);
        }
    }

    private static void read(String text, long seed) {
        try {
            EnrolledCertificate certificate = EnrolledCertificate.parse(text);
            for (String form : List.of(certificate.pem(), Base64.getEncoder().encodeToString(certificate.der()))) {
                assertEquals(certificate.info(), EnrolledCertificate.parse(form).info(), "seed " + seed);
            }
        } catch (IllegalArgumentException refused) {
            assertEquals(IllegalArgumentException.class, refused.getClass(), "seed " + seed);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + text, e);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(4)) {
            case 0 -> damaged.setCharAt(at, "-=+/ \n\u0000\u00fc\ud800ABEGIN".charAt(random.nextInt(14)));
            case 1 -> damaged.deleteCharAt(at);
            case 2 -> damaged.insert(at, text, 0, random.nextInt(text.length()));
            default -> damaged.setLength(at);
        }
        return damaged.toString();
    }
}
