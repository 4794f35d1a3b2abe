package io.muster.local.host.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding with the front server's leniency: what does not decode to UTF-8 stays as it was written. */
final class PercentCode {
    private static final String UNESCAPED = "!$&'()*+,-./:;=@_~";

    private PercentCode() {}

    /** Decodes a path; {@code %2F} stays, so that it cannot become a segment boundary. */
    static String decodePath(String raw) {
        return decode(raw, true);
    }

    /** Decodes one query key or value, where {@code +} is a space. */
    static String decodeQuery(String raw) {
        return decode(raw.replace('+', ' '), false);
    }

    /** Encodes a decoded path again, as the host does to build the URL it hands to the worker. */
    static String encodePath(String decoded) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < decoded.length(); ) {
            int point = decoded.codePointAt(i);
            if (isPlain(point) || (point == '%' && byteAt(decoded, i) >= 0)) {
                out.appendCodePoint(point);
            } else {
                for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
                }
            }
            i += Character.charCount(point);
        }
        return out.toString();
    }

    private static boolean isPlain(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || UNESCAPED.indexOf(point) >= 0;
    }

    private static String decode(String raw, boolean keepSlash) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < raw.length(); ) {
            Optional<String> character = byteAt(raw, i) == '/' && keepSlash ? Optional.empty() : characterAt(raw, i);
            out.append(character.orElse(raw.substring(i, i + 1)));
            i += character.map(PercentCode::encodedLength).orElse(1);
        }
        return out.toString();
    }

    private static int encodedLength(String character) {
        return 3 * character.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The character that a run of escapes at this place stands for, if they are well-formed UTF-8. */
    private static Optional<String> characterAt(String raw, int at) {
        int first = byteAt(raw, at);
        if (first < 0) {
            return Optional.empty();
        }
        int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            int each = byteAt(raw, at + 3 * i);
            if (each < 0) {
                return Optional.empty();
            }
            bytes.put((byte) each);
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The byte of the escape {@code %XX} at this place, or -1 where there is none. */
    private static int byteAt(String raw, int at) {
        if (at + 2 >= raw.length() || raw.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 || raw.charAt(at + 1) > 'f' || raw.charAt(at + 2) > 'f' ? -1 : high * 16 + low;
    }
}
