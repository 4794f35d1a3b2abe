package io.muster.local.host.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request from its first line to its answer; all but the function itself runs on the connection's event loop. */
final class HttpCall {
    private static final Logger LOG = Logger.getLogger(HttpCall.class.getName());
    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding", "connection");

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final RouteTable routes;
    private final HttpInvocations invocations;
    private boolean answered;
    private long timer;

    HttpCall(Vertx vertx, HttpServerRequest request, RouteTable routes, HttpInvocations invocations) {
        this.vertx = vertx;
        this.request = request;
        this.routes = routes;
        this.invocations = invocations;
    }

    void serve() {
        List<String> hosts = request.headers().getAll("host");
        Optional<RequestTarget> target = RequestTarget.parse(request.uri());
        if (target.isEmpty() || hosts.size() != 1) {
            refuse(400);
            return;
        }
        Optional<RouteTable.Match> match =
                routes.find(request.method().name(), target.get().path());
        if (match.isEmpty()) {
            refuse(404);
            return;
        }
        new BodyReader(request).read().onComplete(body -> {
            if (body.failed()) {
                refuseBody();
            } else {
                invoke(match.get(), received(target.get(), hosts.get(0), match.get(), body.result()));
            }
        });
    }

    private ReceivedRequest received(RequestTarget target, String host, RouteTable.Match match, Optional<Buffer> body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (first, next) -> first + "," + next));
        return new ReceivedRequest(
                request.method().name(), target.url(host), headers, target.queryParameters(), match.values(), body);
    }

    private void invoke(RouteTable.Match match, ReceivedRequest received) {
        if (!invocations.inFlight().begin()) {
            refuse(503);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Runnable cancel =
                invocations.start(match.function(), received, answer -> loop.runOnContext(done -> answerOnce(answer)));
        timer = vertx.setTimer(invocations.timeout().toMillis(), expired -> {
            LOG.severe(() -> "function " + match.function().name() + " took longer than functionTimeout");
            cancel.run();
            answerOnce(Optional.empty());
        });
    }

    /** Sends the answer, or 500 without a body for a function that failed or took too long. */
    private void answerOnce(Optional<ResponseMessage> answer) {
        if (answered) {
            return;
        }
        answered = true;
        vertx.cancelTimer(timer);
        Future<Void> sent;
        try {
            sent = answer.map(this::write).orElseGet(() -> refuse(500));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "the function's response cannot be sent", e);
            request.response().headers().clear();
            sent = refuse(500);
        }
        sent.onComplete(written -> invocations.inFlight().end());
    }

    private Future<Void> write(ResponseMessage message) {
        HttpServerResponse response = request.response();
        byte[] body = message.bytes();
        int status = message.getStatus().value();
        if (status < 200 || status > 599) {
            throw new IllegalStateException("status " + status + " is not final");
        }
        if (response.closed()) {
            return Future.succeededFuture();
        }
        message.headers().forEach((name, value) -> {
            if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                response.putHeader(name, value);
            }
        });
        if (body.length > 0 && !response.headers().contains("content-type")) {
            response.putHeader("content-type", message.defaultContentType());
        }
        return response.setStatusCode(status).end(Buffer.buffer(body));
    }

    private Future<Void> refuse(int status) {
        HttpServerResponse response = request.response();
        return response.ended() || response.closed()
                ? Future.succeededFuture()
                : response.setStatusCode(status).end();
    }

    /** Answers a body that is too large and closes, since its rest is not read. */
    private void refuseBody() {
        refuse(413).onComplete(sent -> request.connection().close());
    }
}
