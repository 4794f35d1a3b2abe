package io.muster.fleet.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of webhooks as the service shows them. */
final class Webhooks {
    private Webhooks() {}

    /**
     * A webhook's address with its query masked; empty for whatever else a reference may lead to, which is nobody's to see. The
     * service refuses the same (3.20).
     */
    static Optional<String> shown(String text) {
        try {
            URI uri = new URI(text);
            boolean address = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return address ? Optional.of(masked(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            // Its message quotes the text.
            return Optional.empty();
        }
    }

    /** A query may hold a key, so four asterisks stand for it. */
    static String masked(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?****";
    }
}
