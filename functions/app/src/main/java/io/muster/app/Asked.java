package io.muster.app;

import io.muster.app.http.Request;

/** What a device asked for, as its trace names it; told from the request alone, as the router need not have come so far. */
final class Asked {
    /** {@code ["", scope, "registrations", id]} */
    private static final int REGISTRATION = 4;

    private Asked() {}

    static String of(Request request) {
        if (request.method().equals("PUT")) {
            return "register";
        }
        return request.path().split("/").length > REGISTRATION ? "operation" : "registration";
    }
}
