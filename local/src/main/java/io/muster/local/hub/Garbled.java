package io.muster.local.hub;

import io.muster.local.hub.registry.HubResponse;
import io.muster.local.hub.script.Fault;

/** Answers as no hub should give them; status and other headers stay. */
final class Garbled {

    private static final int HUGE = 5 * 1024 * 1024;

    private Garbled() {}

    static HubResponse as(Fault.Form form, HubResponse response) {
        return switch (form) {
            case PLAIN -> response;
            case TRUNCATED -> withBody(response, half(response.body()));
            // Still JSON to a reader without a limit.
            case HUGE -> withBody(response, " ".repeat(HUGE) + response.body());
            case HTML ->
                RegistryFront.withHeader(
                        withBody(response, "<html><body><h1>Not what you asked</h1></body></html>"),
                        "Content-Type",
                        "text/html");
        };
    }

    private static String half(String body) {
        return body.length() < 2 ? "{" : body.substring(0, body.length() / 2);
    }

    private static HubResponse withBody(HubResponse response, String body) {
        return new HubResponse(response.status(), body, response.headers());
    }
}
