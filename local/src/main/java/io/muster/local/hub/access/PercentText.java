package io.muster.local.hub.access;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding of URL text; a plus sign stays a plus sign. */
public final class PercentText {

    private PercentText() {}

    /** Decodes once; empty when an escape is broken or the bytes are not UTF-8. */
    public static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '%') {
                int next = text.indexOf('%', at);
                int end = next < 0 ? text.length() : next;
                bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            } else {
                int value = at + 3 <= text.length() ? hex(text.charAt(at + 1), text.charAt(at + 2)) : -1;
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                at += 3;
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        // Character.digit also knows digits of other scripts.
        return first < 0 || second < 0 || high > 'f' || low > 'f' ? -1 : first << 4 | second;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
