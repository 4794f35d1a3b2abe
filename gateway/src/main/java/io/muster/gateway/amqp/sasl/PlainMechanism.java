package io.muster.gateway.amqp.sasl;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** RFC 4616: {@code [authzid] NUL {idScope}/registrations/{id} NUL token}; the app says whether the token holds. */
final class PlainMechanism implements Mechanism {
    private static final byte[] NO_BODY = {};
    private static final int PARTS = 3;

    private final App app;

    PlainMechanism(App app) {
        this.app = app;
    }

    @Override
    public Future<Step> next(byte[] response) {
        Optional<Login.ByToken> login = login(new String(response, StandardCharsets.UTF_8));
        if (login.isEmpty()) {
            return Future.succeededFuture(Step.refused());
        }
        return app.state(login.get().device(), login.get().token(), NO_BODY)
                .map(state -> Verdict.refuses(state) ? Step.refused() : new Step.Done(login.get()));
    }

    private static Optional<Login.ByToken> login(String text) {
        String[] parts = text.split("\0", -1);
        return parts.length == PARTS && !parts[2].isEmpty()
                ? DeviceName.parse(parts[1]).map(device -> new Login.ByToken(device, parts[2]))
                : Optional.empty();
    }
}
