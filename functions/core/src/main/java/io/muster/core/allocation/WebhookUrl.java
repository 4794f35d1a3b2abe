package io.muster.core.allocation;

import io.muster.core.identity.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The address of an author's webhook. Its query may hold a function's key, so it has no text form but a masked one (3.20). */
public final class WebhookUrl {
    private static final int LONGEST = 2048;
    private static final String MASK = "?****";

    private final URI uri;

    private WebhookUrl(URI uri) {
        this.uri = uri;
    }

    /** Reads an absolute https URL without user and fragment; IllegalArgumentException that quotes nothing of any other. */
    public static WebhookUrl parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("must be an https URL of 1 to " + LONGEST + " ASCII characters");
        }
        URI uri = uri(text);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("must be an https URL with a host name");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a user or password; a key goes into the query");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a fragment (#…)");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("must have a port of 1 to 65535 if it has one");
        }
        return new WebhookUrl(uri);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message quotes the text, and so may a trace of it: neither is passed on.
            throw new IllegalArgumentException("is not a well-formed URL");
        }
    }

    /** The whole of it, in the clear: for the call itself. */
    public URI reveal() {
        return uri;
    }

    Secret secret() {
        return Secret.of(uri.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Lower case, an IPv6 address in brackets. */
    public String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    /** Host, port and path: what it is called in messages and logs. */
    public String place() {
        return uri.getRawAuthority() + uri.getRawPath();
    }

    /** As whom may not see the key sees it: the query, if there is one, is four asterisks. */
    public String masked() {
        return "https://" + place() + (uri.getRawQuery() == null ? "" : MASK);
    }

    /** Whether a text is what {@link #masked} makes of some URL with a query. */
    public static boolean looksMasked(String text) {
        return text.endsWith(MASK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookUrl url && uri.equals(url.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
