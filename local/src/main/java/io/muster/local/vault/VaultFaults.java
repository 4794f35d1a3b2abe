package io.muster.local.vault;

import java.time.Duration;
import java.util.Optional;

/** The vault's fault switches. They meet authorised calls only, so a client's token-less first call uses none up. */
final class VaultFaults {
    private int status;
    private int calls;
    private long met;
    private Duration delay = Duration.ZERO;

    synchronized void answer(int withStatus, int nextCalls) {
        status = withStatus;
        calls = nextCalls;
    }

    synchronized void delay(Duration each) {
        delay = each;
    }

    synchronized void clear() {
        calls = 0;
        delay = Duration.ZERO;
    }

    synchronized Duration delay() {
        return delay;
    }

    /** Authorised calls since the start. */
    synchronized long met() {
        return met;
    }

    /** The fault for this call, which uses it up. */
    synchronized Optional<VaultProblem> next() {
        met++;
        if (calls == 0) {
            return Optional.empty();
        }
        calls--;
        return Optional.of(new VaultProblem(status, status == 429 ? "Throttled" : "Faulty", "As the admin asked."));
    }
}
