package io.muster.app.wire;

import io.muster.app.http.Request;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IfMatch;
import java.util.Optional;

/** The condition a caller puts on a write: quoted or bare, weak or strong (clients.md 33). */
public final class Conditions {
    private static final int MAX_ETAG = 256;

    private Conditions() {}

    /** The condition in If-Match; 400 when it is none. */
    public static Optional<IfMatch> of(Request request) {
        return request.header("if-match").map(text -> parse("If-Match", text));
    }

    /** @param where the text comes from, for the message */
    public static IfMatch parse(String where, String given) {
        String text = given.strip();
        if (text.equals("*") || text.equals("\"*\"")) {
            return new IfMatch.Any();
        }
        String strong = text.startsWith("W/") ? text.substring(2) : text;
        boolean quoted = strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"");
        String bare = quoted ? strong.substring(1, strong.length() - 1) : strong;
        if (bare.isEmpty() || bare.length() > MAX_ETAG || bare.indexOf('"') >= 0 || bare.indexOf(',') >= 0) {
            throw Json.invalid(where + " must be one etag as it stood in the answer, or *");
        }
        return new IfMatch.Exactly(new Etag(bare));
    }
}
