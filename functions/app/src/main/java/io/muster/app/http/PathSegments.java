package io.muster.app.http;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A raw path cut at its slashes and decoded once, never normalised: {@code %2F} stays inside a segment, {@code ..} is a name. */
final class PathSegments {
    private PathSegments() {}

    static List<String> of(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            segments.add(decode(raw));
        }
        // Bulk paths come with a slash at the end (clients.md 39).
        if (segments.size() > 1 && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    private static String decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(digit(raw, i + 1) * 16 + digit(raw, i + 2));
                i += 2;
            } else if (c > ' ' && c < 0x7f) {
                bytes.write(c);
            } else {
                throw malformed();
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static int digit(String raw, int at) {
        int value = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
        if (value < 0) {
            throw malformed();
        }
        return value;
    }

    private static Problem malformed() {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "The path is not percent-encoded UTF-8");
    }
}
