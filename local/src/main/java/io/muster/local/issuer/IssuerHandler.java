package io.muster.local.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The issuer's HTTP side: switched faults first, then what it offers. */
final class IssuerHandler implements HttpHandler {
    private static final int LARGEST_BODY = 16 * 1024;

    private final IssuerApi api;
    private final IssuerFaults faults;

    IssuerHandler(IssuerApi api, IssuerFaults faults) {
        this.api = api;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readNBytes(LARGEST_BODY + 1), StandardCharsets.UTF_8);
            Optional<IssuerAnswer> fault = faults.next();
            IssuerAnswer answer = fault.isPresent() ? fault.get() : answer(exchange, text);
            byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private IssuerAnswer answer(HttpExchange exchange, String text) {
        if (text.length() > LARGEST_BODY) {
            return IssuerAnswer.refused(413, "invalid_request", "The body is too large.");
        }
        Map<String, String> form;
        try {
            form = FormText.parse(text);
        } catch (IllegalArgumentException e) {
            return IssuerAnswer.refused(400, "invalid_request", "AADSTS900144: The body is no form.");
        }
        return api.answer(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), form);
    }
}
