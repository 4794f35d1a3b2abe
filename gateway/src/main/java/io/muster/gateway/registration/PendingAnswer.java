package io.muster.gateway.registration;

import io.vertx.core.Future;

/** A call on its way. Its future never fails unless the call is given up, and completes on the event loop of the {@link Registrations} that made it. */
public final class PendingAnswer {
    private final Future<RegistrationAnswer> answer;
    private final Runnable cancel;

    PendingAnswer(Future<RegistrationAnswer> answer, Runnable cancel) {
        this.answer = answer;
        this.cancel = cancel;
    }

    public Future<RegistrationAnswer> answer() {
        return answer;
    }

    /** Gives the call up, since its client is gone: whatever it still answers means nothing. */
    public void cancel() {
        cancel.run();
    }
}
