package io.muster.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Takes in a whole answer, so that one that breaks off half-way is never passed on as if it were whole. */
final class AnswerCollector {
    /** Far above the largest page of a query; a larger answer is a fault of the instance. */
    private static final int LARGEST = 8 * 1024 * 1024;

    private AnswerCollector() {}

    static Future<UpstreamAnswer> collect(HttpClientResponse response) {
        Promise<UpstreamAnswer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > LARGEST) {
                whole.tryFail("The answer is larger than " + LARGEST + " bytes");
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> whole.tryComplete(
                new UpstreamAnswer(response.statusCode(), response.statusMessage(), response.headers(), body)));
        return whole.future();
    }
}
