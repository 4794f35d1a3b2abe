package io.muster.gateway.http;

import io.muster.gateway.refusal.Refusal;
import io.muster.gateway.refusal.RefusalAnswer;
import io.muster.gateway.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;

/** Writes answers: an instance's, or our own refusal in the contract's form. */
final class Answers {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Clock clock;
    private final ClientConnections connections;

    Answers(Clock clock, ClientConnections connections) {
        this.clock = clock;
        this.connections = connections;
    }

    /** Passes an instance's answer on. */
    void pass(HttpServerRequest request, ClientConnection client, UpstreamAnswer answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status()).setStatusMessage(answer.reason());
        response.headers().addAll(HeaderRules.returned(answer.headers()));
        boolean bodiless = request.method().equals(HttpMethod.HEAD) || answer.status() == NOT_MODIFIED;
        if (!bodiless) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        if (answer.status() == NO_CONTENT) {
            // Vert.x would state a length of 0, which RFC 9110 forbids for 204.
            response.headersEndHandler(end -> response.headers().remove(HttpHeaders.CONTENT_LENGTH));
        }
        end(request, client, answer.body());
    }

    /** Refuses a request; {@code last} closes the connection after the answer, and what else the client sends is dropped. */
    void refuse(HttpServerRequest request, ClientConnection client, Refusal refusal, boolean last) {
        RefusalAnswer told = RefusalAnswer.of(refusal, clock.instant());
        HttpServerResponse response = request.response();
        response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader("x-ms-error-code", Integer.toString(refusal.code()))
                .putHeader("x-ms-request-id", told.trackingId());
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        if (last) {
            client.lastAnswerInBetween();
        }
        end(request, client, Buffer.buffer(told.json()));
    }

    private void end(HttpServerRequest request, ClientConnection client, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (connections.isDraining()) {
            client.lastAnswer();
        }
        boolean last = client.isClosing();
        if (last) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(body).onComplete(written -> {
            client.answered();
            // Behind what it could not decode Vert.x closes by itself.
            if (last && request.decoderResult().isSuccess()) {
                client.close();
            }
        });
    }
}
