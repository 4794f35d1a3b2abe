package io.muster.app.service;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.wire.ApiVersion;
import io.muster.app.wire.DeadLetterWire;
import io.muster.core.registration.DeadLetters;

/** Messages that the queue has given up: to be seen, and to be sent on once what stopped them is mended. */
public final class DeadLetterEndpoints {
    private static final int MOST = 100;
    static final Audited AUDITED = new Audited.Change(request -> 0, request -> "at most " + MOST);

    private final DeadLetters deadLetters;

    public DeadLetterEndpoints(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    public Response list(Request request, ApiVersion version) {
        return DeadLetterWire.response(deadLetters.peek(MOST));
    }

    public Response redrive(Request request, ApiVersion version) {
        return DeadLetterWire.redriven(deadLetters.redrive(MOST));
    }
}
