package io.muster.local.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.local.hub.registry.HubError;
import io.muster.local.hub.registry.HubException;
import io.muster.local.hub.registry.HubRequest;
import io.muster.local.hub.registry.HubResponse;
import io.muster.local.hub.registry.Json;
import io.muster.local.hub.registry.Operation;
import io.muster.local.hub.registry.RegistryApi;
import io.muster.local.hub.script.Asked;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The registry over HTTPS: takes the request in, authorises it, has it carried out and writes the answer. */
final class RegistryFront {

    private static final Logger LOG = Logger.getLogger(RegistryFront.class.getName());
    // A hundred devices with full twins fit.
    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    private final Vertx vertx;
    private final HubParts hub;
    private final RegistryApi api;

    RegistryFront(Vertx vertx, HubParts hub) {
        this.vertx = vertx;
        this.hub = hub;
        this.api = new RegistryApi(hub.registry());
    }

    void handle(HttpServerRequest http) {
        HttpBody.read(http, LARGEST_BODY, body -> answer(http, body), () -> tooLarge(http));
    }

    private void answer(HttpServerRequest http, byte[] body) {
        Optional<HubRequest> parsed = HubRequest.parse(
                http.method().name(), http.uri(), header(http, "X-HTTP-Method-Override"), header(http, "If-Match"));
        if (parsed.isEmpty()) {
            write(http, refuse(HubError.ARGUMENT_INVALID, "The address is malformed"));
            return;
        }
        HubRequest request = parsed.get();
        RegistryCall call =
                new RegistryCall(hub, request, header(http, "traceparent"), () -> carryOut(http, request, body));
        hub.script()
                .take(new Asked(request, body))
                .ifPresentOrElse(
                        fault -> call.follow(fault, vertx, response -> write(http, response), () -> drop(http)),
                        () -> write(http, call.carryOut()));
    }

    private HubResponse carryOut(HttpServerRequest http, HubRequest request, byte[] body) {
        try {
            authorise(http, request);
            Operation operation = request.operation();
            JsonNode items = operation == Operation.BULK_DEVICES ? Json.read(body) : Json.array();
            long wait = hub.throttle().spend(operation, items);
            if (wait > 0) {
                HubResponse refusal = refuse(HubError.THROTTLING, "Too many operations");
                return withHeader(refusal, "Retry-After", Long.toString(wait));
            }
            return api.handle(request, body);
        } catch (HubException e) {
            return refuse(e.error(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // No input may lead here; if one does, the emulator is at fault and has to say so.
            LOG.log(Level.SEVERE, "The emulated hub failed on " + request.operation(), e);
            return refuse(HubError.SERVER_ERROR, "The emulated hub failed");
        }
    }

    private void authorise(HttpServerRequest http, HubRequest request) {
        if (!hub.credentials()
                .allow(
                        header(http, "Authorization"),
                        hub.hostName(),
                        request.path(),
                        hub.clock().instant())) {
            throw new HubException(HubError.UNAUTHORIZED, "Unauthorized");
        }
    }

    private void tooLarge(HttpServerRequest http) {
        write(http, refuse(HubError.MESSAGE_TOO_LARGE, "The body is larger than " + LARGEST_BODY + " bytes"));
    }

    private HubResponse refuse(HubError error, String message) {
        return hub.errorForm().response(error, message, RegistryCall.trackingId(hub.clock()));
    }

    private static void drop(HttpServerRequest http) {
        http.connection().close();
    }

    private static void write(HttpServerRequest http, HubResponse response) {
        http.response().setStatusCode(response.status());
        response.headers().forEach(http.response()::putHeader);
        http.response().putHeader("x-ms-request-id", UUID.randomUUID().toString());
        if (response.body().isEmpty()) {
            http.response().end();
        } else {
            if (!response.headers().containsKey("Content-Type")) {
                http.response().putHeader("Content-Type", "application/json; charset=utf-8");
            }
            http.response().end(response.body());
        }
    }

    static HubResponse withHeader(HubResponse response, String name, String value) {
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put(name, value);
        return new HubResponse(response.status(), response.body(), Map.copyOf(headers));
    }

    private static String header(HttpServerRequest http, String name) {
        String value = http.getHeader(name);
        return value == null ? "" : value;
    }
}
