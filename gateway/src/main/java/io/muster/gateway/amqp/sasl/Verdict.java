package io.muster.gateway.amqp.sasl;

import io.muster.gateway.registration.RegistrationAnswer;

/** What the app's look-up of a registration says about the credential that asked for it. */
final class Verdict {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NOTHING_REGISTERED = 404202;

    private Verdict() {}

    /**
     * Whether it is refused (seams 3). Overload and failures are no verdict: the client comes in, and its request, which the
     * app judges again, gets them with the retry hint that SASL has no place for.
     */
    static boolean refuses(RegistrationAnswer state) {
        return switch (state.status()) {
            case BAD_REQUEST, UNAUTHORIZED -> true;
            case NOT_FOUND -> state.errorCode() != NOTHING_REGISTERED;
            default -> false;
        };
    }
}
