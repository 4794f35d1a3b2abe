package io.muster.fleet.plan;

/** Addresses of webhooks as the service shows them. */
final class Webhooks {
    private Webhooks() {}

    /** A query may hold a key, so four asterisks stand for it. */
    static String masked(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?****";
    }
}
