package io.muster.gateway.amqp;

import java.time.Duration;

/**
 * By when a client must have done its next step. Each deadline begins with a whole step, frame or answer, never with a byte:
 * a client that drips gains nothing.
 */
final class Patience {
    /** A TPM takes seconds to open the secret and to sign (clients.md section 5). */
    private static final int TPM_FACTOR = 4;

    private final AmqpLimits limits;
    private long step;
    private long inside;
    private long blocked;
    private boolean isInside;
    private boolean isBlocked;

    Patience(AmqpLimits limits) {
        this.limits = limits;
        step();
    }

    /** The client has reached the next layer. */
    void step() {
        step = in(limits.receive());
    }

    /** The client has an answer of the SASL layer to work on. */
    void tpmStep() {
        step = in(limits.receive().multipliedBy(TPM_FACTOR));
    }

    /** The client has opened the connection, has made a request or has been answered. */
    void request() {
        step = in(limits.quiet());
    }

    /** A frame is complete; the next one begins to count when its first bytes are there. */
    void frame() {
        isInside = false;
    }

    /** Whether some bytes of the next frame are there. */
    void inside(boolean now) {
        if (now && !isInside) {
            inside = in(limits.receive());
        }
        isInside = now;
    }

    /** The client does not take what we send. */
    void blocked() {
        if (!isBlocked) {
            blocked = in(limits.answering());
        }
        isBlocked = true;
    }

    void drained() {
        isBlocked = false;
    }

    /** Whether it is; while the app is being asked only a reader's own slowness counts. */
    boolean isOver(long nanoTime, boolean asking) {
        boolean takesTooLong = (isInside && nanoTime - inside > 0) || nanoTime - step > 0;
        return (isBlocked && nanoTime - blocked > 0) || (!asking && takesTooLong);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
