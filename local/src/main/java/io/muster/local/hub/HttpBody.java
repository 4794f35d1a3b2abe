package io.muster.local.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects a request's body up to a limit. */
final class HttpBody {

    private final Buffer bytes = Buffer.buffer();
    private final int limit;
    private boolean tooLarge;

    private HttpBody(int limit) {
        this.limit = limit;
    }

    /** Calls {@code whole} with the body, or {@code tooLarge} once its end has come, so that the client hears the answer. */
    static void read(HttpServerRequest request, int limit, Consumer<byte[]> whole, Runnable tooLarge) {
        HttpBody body = new HttpBody(limit);
        request.handler(body::take);
        request.exceptionHandler(error -> request.connection().close());
        request.endHandler(end -> {
            if (body.tooLarge) {
                tooLarge.run();
            } else {
                whole.accept(body.bytes.getBytes());
            }
        });
    }

    private void take(Buffer chunk) {
        if (tooLarge || bytes.length() + chunk.length() > limit) {
            tooLarge = true;
        } else {
            bytes.appendBuffer(chunk);
        }
    }
}
