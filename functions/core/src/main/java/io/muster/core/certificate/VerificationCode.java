package io.muster.core.certificate;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What a proof of possession is issued to: 48 upper-case hex digits (rest.md 8.2). */
final class VerificationCode {
    private static final int BYTES = 24;

    private VerificationCode() {}

    static String random(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return HexFormat.of().withUpperCase().formatHex(bits);
    }
}
