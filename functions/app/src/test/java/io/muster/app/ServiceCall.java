package io.muster.app;

import io.muster.app.http.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A call of the service API or the management plane that works for whom it is allowed to.
 *
 * @param route the template of the route it takes
 * @param path where it goes
 * @param rights the rights of which one is enough
 */
record ServiceCall(String method, String route, String path, String body, Set<String> rights) {
    static final String DENIAL = "key:" + "A1".repeat(32);
    static final UUID ATTEMPT = UUID.fromString("0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d");

    private static final String KEYS = "\"attestation\":{\"type\":\"symmetricKey\"}";

    static ServiceCall of(String method, String route, String body, String... rights) {
        return new ServiceCall(
                method,
                route,
                route.replace("{id}", method.equals("PUT") && route.endsWith("{id}") ? "new" : "dev-1")
                        .replace("{denial}", DENIAL)
                        .replace("{subscription}", "sub-1")
                        .replace("{resourceGroup}", "rg-1")
                        .replace("{service}", "dps")
                        .replace("{keyName}", "reader")
                        .replace("{policy}", "reader")
                        .replace("{operationId}", "initial")
                        .replace("{trackingId}", ATTEMPT.toString()),
                body.replace("KEYS", KEYS),
                Set.of(rights));
    }

    Response by(TestApp app, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (path.contains("/certificates/")) {
            // These take no step without a condition (9.5).
            all.put("if-match", "*");
        }
        return app.call(method, path + version(), body, all);
    }

    boolean managed() {
        return path.startsWith("/subscriptions/") || path.startsWith("/providers/");
    }

    private String version() {
        return managed() ? TestApp.MANAGEMENT_VERSION : TestApp.SERVICE_VERSION;
    }

    /** The first segment of the path alone. */
    String firstSegment() {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(0, slash);
    }

    @Override
    public String toString() {
        return method + " " + route;
    }
}
