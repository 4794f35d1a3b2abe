package io.muster.gateway.refusal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Functions platform hands bodies to Java as decoded text: bad UTF-8 would arrive altered and a byte order
 * mark would vanish, and the body's digest in the edge header would then not fit. So both are refused here.
 */
public final class BodyText {
    private BodyText() {}

    /** What is wrong with a body, if anything. */
    public static Optional<Refusal> fault(byte[] body) {
        if (isAscii(body)) {
            return Optional.empty();
        }
        if (body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            return Optional.of(Refusal.BODY_WITH_BOM);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)); // reports, does not replace
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(Refusal.BODY_NOT_UTF8);
        }
    }

    private static boolean isAscii(byte[] body) {
        for (byte b : body) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
