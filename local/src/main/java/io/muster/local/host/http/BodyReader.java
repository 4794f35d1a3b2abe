package io.muster.local.host.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Reads a request's body to its end, and keeps it only if its length was announced. */
final class BodyReader {
    static final long MAX_BYTES = 100L * 1024 * 1024;

    private final HttpServerRequest request;
    private final boolean kept;
    private final Buffer body = Buffer.buffer();
    private long received;

    BodyReader(HttpServerRequest request) {
        this.request = request;
        this.kept = request.headers().contains("content-length");
    }

    /** The body, empty when chunked or of length 0; fails for one above the platform's limit and for a lost client. */
    Future<Optional<Buffer>> read() {
        Promise<Optional<Buffer>> done = Promise.promise();
        if (announced() > MAX_BYTES) {
            return Future.failedFuture("body too large");
        }
        request.exceptionHandler(done::tryFail);
        request.handler(part -> {
            received += part.length();
            if (received > MAX_BYTES) {
                done.tryFail("body too large");
            } else if (kept) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> done.tryComplete(body.length() == 0 ? Optional.empty() : Optional.of(body)));
        return done.future();
    }

    private long announced() {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
