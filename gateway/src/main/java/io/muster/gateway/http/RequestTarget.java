package io.muster.gateway.http;

import java.util.Locale;
import java.util.Optional;

/** Takes path and query out of a request line's target, exactly as they were sent. */
final class RequestTarget {
    private RequestTarget() {}

    /**
     * The raw path and query, or empty if the target is neither a path nor an absolute http(s) URL, or holds
     * anything but visible ASCII or a fragment. Nothing is decoded or normalised: the router judges what was sent.
     */
    static Optional<String> pathAndQuery(String target) {
        if (!target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
            return Optional.empty();
        }
        return target.startsWith("/") ? Optional.of(target) : ofAbsolute(target);
    }

    /** Java's AMQP client sends {@code GET https://host/...} (clients.md 30). */
    private static Optional<String> ofAbsolute(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("https://") && !lower.startsWith("http://")) {
            return Optional.empty();
        }
        int authority = target.indexOf("://") + 3;
        for (int i = authority; i < target.length(); i++) {
            if (target.charAt(i) == '/') {
                return i == authority ? Optional.empty() : Optional.of(target.substring(i));
            }
            if (target.charAt(i) == '?') {
                return i == authority ? Optional.empty() : Optional.of("/" + target.substring(i));
            }
        }
        return target.length() == authority ? Optional.empty() : Optional.of("/");
    }
}
