package io.muster.gateway.http;

import io.muster.gateway.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Takes in a request's body up to a limit. A body that is too large, or whose head was refused, is read on
 * and dropped for a while before the refusal is answered: a client that is still sending would not see it.
 */
final class BodyCollector {
    /** So much is read and dropped; past it the refusal goes out at once and the connection is closed. */
    private static final int MOST_DROPPED = 1024 * 1024;

    private final HttpServerRequest request;
    private final int limit;
    private final Promise<byte[]> outcome = Promise.promise();
    private Optional<Refusal> refusal;
    private Buffer body = Buffer.buffer();
    private long received;

    BodyCollector(HttpServerRequest request, int limit, Optional<Refusal> refusal) {
        this.request = request;
        this.limit = limit;
        this.refusal = refusal;
    }

    /** Ends with the whole body, with a {@link RefusedException}, or with another failure if the client went away. */
    Future<byte[]> collect(boolean expectsContinue) {
        long announced = announced();
        if (announced > limit) {
            refusal = refusal.or(() -> Optional.of(Refusal.BODY_TOO_LARGE));
        }
        if (refusal.isPresent() && (expectsContinue || announced > MOST_DROPPED)) {
            return Future.failedFuture(new RefusedException(refusal.get(), true));
        }
        if (expectsContinue) {
            request.response().writeContinue();
        }
        request.exceptionHandler(outcome::tryFail).handler(this::take).endHandler(end -> finish());
        return outcome.future();
    }

    /** Ends the collection: what comes of the body cannot be decoded. */
    void malformed() {
        outcome.tryFail(new RefusedException(refusal.orElse(Refusal.MALFORMED_REQUEST), true));
    }

    /** Content-Length, which the decoder has checked to be one number; 0 when there is none. */
    private long announced() {
        return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                .map(String::trim)
                .map(Long::parseLong)
                .orElse(0L);
    }

    private void take(Buffer chunk) {
        received += chunk.length();
        if (refusal.isEmpty() && received > limit) {
            refusal = Optional.of(Refusal.BODY_TOO_LARGE);
        }
        if (refusal.isEmpty()) {
            body.appendBuffer(chunk);
            return;
        }
        body = Buffer.buffer();
        if (received > MOST_DROPPED) {
            outcome.tryFail(new RefusedException(refusal.get(), true));
        }
    }

    private void finish() {
        refusal.ifPresentOrElse(
                reason -> outcome.tryFail(new RefusedException(reason, false)),
                () -> outcome.tryComplete(body.getBytes()));
    }
}
