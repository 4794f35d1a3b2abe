package io.muster.local.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.muster.local.hub.registry.ErrorForm;
import io.muster.local.hub.registry.HubException;
import io.muster.local.hub.registry.Json;
import io.muster.local.hub.script.Rule;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Steers the hub: rules, throttle and error form in; calls, faults that happened, the history of identities, telemetry and
 * connections out. Plain HTTP on loopback.
 */
final class AdminFront {

    private static final int LARGEST_BODY = 1024 * 1024;

    private final Vertx vertx;
    private final HubParts hub;

    AdminFront(Vertx vertx, HubParts hub) {
        this.vertx = vertx;
        this.hub = hub;
    }

    void handle(HttpServerRequest http) {
        HttpBody.read(http, LARGEST_BODY, body -> answer(http, body), () -> reply(http, 413, "{}"));
    }

    private void answer(HttpServerRequest http, byte[] body) {
        try {
            route(http, body);
        } catch (HubException | IllegalArgumentException e) {
            reply(http, 400, Json.write(Json.object().put("error", e.getMessage())));
        }
    }

    private void route(HttpServerRequest http, byte[] body) {
        switch (http.method().name() + " " + http.path()) {
            case "GET /rules" -> reply(http, 200, Json.write(hub.script().write()));
            case "POST /rules" -> {
                rules(Json.read(body)).forEach(hub.script()::add);
                reply(http, 201, Json.write(hub.script().write()));
            }
            case "DELETE /rules" -> done(http, () -> hub.script().end(parameter(http, "name", "")));
            case "GET /calls" -> reply(http, 200, Json.write(hub.calls().write()));
            case "DELETE /calls" -> done(http, hub.calls()::reset);
            case "GET /telemetry" -> telemetry(http);
            case "DELETE /telemetry" -> done(http, hub.telemetry()::clear);
            case "GET /connections" ->
                reply(http, 200, Json.write(hub.sessions().write()));
            case "GET /throttle" -> reply(http, 200, Json.write(hub.throttle().write()));
            case "PUT /throttle" -> done(http, () -> hub.throttle().set(Json.readObject(body)));
            case "GET /faults" -> reply(http, 200, Json.write(hub.script().writeFired()));
            case "DELETE /faults" -> done(http, hub.script()::forgetFired);
            case "GET /history" -> reply(http, 200, Json.write(hub.history().write(parameter(http, "device", ""))));
            case "PUT /authorities" -> done(http, () -> hub.authorities().replace(body));
            case "PUT /error-form" -> {
                ErrorForm form = ErrorForm.valueOf(
                        Json.readObject(body).path("form").asText().toUpperCase(Locale.ROOT));
                done(http, () -> hub.speak(form));
            }
            default -> reply(http, 404, "{}");
        }
    }

    private static List<Rule> rules(JsonNode json) {
        List<Rule> rules = new ArrayList<>();
        if (json instanceof ArrayNode array) {
            array.forEach(each -> rules.add(Rule.read(each)));
        } else {
            rules.add(Rule.read(json));
        }
        return rules;
    }

    /** Answers at once, or as soon as {@code atLeast} messages are there, or when {@code waitMs} are over. */
    private void telemetry(HttpServerRequest http) {
        String device = parameter(http, "device", "");
        int atLeast = Integer.parseInt(parameter(http, "atLeast", "1"));
        int waitMillis = Integer.parseInt(parameter(http, "waitMs", "0"));
        if (waitMillis < 1 || hub.telemetry().write(device).size() >= atLeast) {
            reply(http, 200, Json.write(hub.telemetry().write(device)));
        } else {
            new TelemetryWait(http, device, atLeast).begin(waitMillis);
        }
    }

    private static String parameter(HttpServerRequest http, String name, String otherwise) {
        String value = http.getParam(name);
        return value == null ? otherwise : value;
    }

    private static void done(HttpServerRequest http, Runnable action) {
        action.run();
        reply(http, 204, "");
    }

    private static void reply(HttpServerRequest http, int status, String body) {
        http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    /** A reader who waits for messages. */
    private final class TelemetryWait {

        private final HttpServerRequest http;
        private final String device;
        private final int atLeast;
        private final Runnable watcher = this::look;
        private long timer;

        TelemetryWait(HttpServerRequest http, String device, int atLeast) {
            this.http = http;
            this.device = device;
            this.atLeast = atLeast;
        }

        void begin(int waitMillis) {
            hub.telemetry().watch(watcher);
            timer = vertx.setTimer(waitMillis, over -> finish());
            http.response().closeHandler(gone -> forget());
        }

        private void look() {
            if (hub.telemetry().write(device).size() >= atLeast) {
                finish();
            }
        }

        private void finish() {
            forget();
            reply(http, 200, Json.write(hub.telemetry().write(device)));
        }

        private void forget() {
            vertx.cancelTimer(timer);
            hub.telemetry().unwatch(watcher);
        }
    }
}
