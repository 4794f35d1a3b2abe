package io.muster.core.encryption;

import io.muster.core.encryption.Envelope.Place;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Continuation tokens (rest.md 3.5): where a listing goes on, sealed, so that a client can neither read nor change it, nor
 * use it with another listing. Of letters, digits and {@code . - _} only.
 */
public final class Continuations {
    // Checked first, so that nothing else is ever looked up in storage as a data key's id.
    private static final Pattern TOKEN = Pattern.compile("v1\\.[A-Za-z0-9_-]{1,64}\\.[A-Za-z0-9_-]{1,4096}");

    private final Envelope envelope;

    public Continuations(Envelope envelope) {
        this.envelope = envelope;
    }

    /**
     * What a token continues.
     *
     * @param list which one, and of whom: id scope, source, and the group where it is one group's
     * @param query its canonical text, with all else that must not change between two pages
     */
    public record Listing(String list, String query) {
        private Place place() {
            return new Place("continuation", list, digest(query), "");
        }

        private static String digest(String text) {
            try {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    public String token(Listing listing, String position) {
        return envelope.seal(Secret.of(position.getBytes(StandardCharsets.UTF_8)), listing.place());
    }

    /** The position the token was made with; throws {@code Problem} INVALID_ARGUMENT for all but this listing's tokens. */
    public String position(Listing listing, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw notOurs();
        }
        try {
            return new String(envelope.open(token, listing.place()).reveal(), StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            // Storage that does not answer is a Problem of its own, and passes.
            throw notOurs();
        }
    }

    private static Problem notOurs() {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "x-ms-continuation is not a token of this query");
    }
}
