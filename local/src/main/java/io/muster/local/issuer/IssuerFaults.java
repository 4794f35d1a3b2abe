package io.muster.local.issuer;

import java.util.Optional;

/** The issuer's fault switch. */
final class IssuerFaults {
    private int status;
    private int calls;

    synchronized void answer(int withStatus, int nextCalls) {
        status = withStatus;
        calls = nextCalls;
    }

    synchronized void clear() {
        calls = 0;
    }

    /** The fault for this call, which uses it up. */
    synchronized Optional<IssuerAnswer> next() {
        if (calls == 0) {
            return Optional.empty();
        }
        calls--;
        return Optional.of(IssuerAnswer.refused(status, "temporarily_unavailable", "As the admin asked."));
    }
}
