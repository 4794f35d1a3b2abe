package io.muster.local.servicebus;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The fault switches of sending, set by the admin verbs. A refusal also meets messages sent by request, a delay does not. */
final class SendFaults {
    private final Holds holds;
    private String condition = "";
    private int refusals;
    private Duration delay = Duration.ZERO;

    SendFaults(Clock clock) {
        this.holds = new Holds(clock);
    }

    /** The calls that are left without an answer, of receivers too. */
    Holds holds() {
        return holds;
    }

    void refuse(String withCondition, int sends) {
        condition = withCondition;
        refusals = sends;
    }

    void delay(Duration each) {
        delay = each;
    }

    void clear() {
        refusals = 0;
        delay = Duration.ZERO;
        holds.clear();
    }

    Duration delay() {
        return delay;
    }

    /** The refusal for this send, which uses it up. */
    Optional<AmqpError> next() {
        if (refusals == 0) {
            return Optional.empty();
        }
        refusals--;
        return Optional.of(new AmqpError(condition, 503, "Refused as the admin asked."));
    }
}
