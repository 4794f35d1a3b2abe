package io.muster.local.servicebus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.jspecify.annotations.Nullable;

/** The two ways a client states an outcome: a delivery state on the link, or a name in a management request. */
final class Outcomes {
    private Outcomes() {}

    /** Empty for what this broker does not offer: deferring and transactional states. */
    static Optional<Outcome> of(DeliveryState state) {
        if (state instanceof Accepted) {
            return Optional.of(new Outcome.Complete());
        }
        if (state instanceof Released) {
            return Optional.of(new Outcome.Release());
        }
        if (state instanceof Modified modified && !Boolean.TRUE.equals(modified.getUndeliverableHere())) {
            return Optional.of(new Outcome.Abandon(named(modified.getMessageAnnotations())));
        }
        if (state instanceof Rejected rejected) {
            Map<?, ?> info =
                    rejected.getError() == null ? null : rejected.getError().getInfo();
            return Optional.of(new Outcome.DeadLetter(named(info)));
        }
        return Optional.empty();
    }

    /** As {@link #of(DeliveryState)}, for {@code update-disposition}; the arguments carry reason and properties. */
    static Optional<Outcome> of(String status, Arguments arguments) {
        Map<String, Object> properties = named(arguments.mapOrEmpty("properties-to-modify"));
        return switch (status) {
            case "completed" -> Optional.of(new Outcome.Complete());
            case "abandoned" -> Optional.of(new Outcome.Abandon(properties));
            case "suspended" -> {
                arguments.text("deadletter-reason").ifPresent(r -> properties.put(Outcome.DeadLetter.REASON, r));
                arguments
                        .text("deadletter-description")
                        .ifPresent(d -> properties.put(Outcome.DeadLetter.DESCRIPTION, d));
                yield Optional.of(new Outcome.DeadLetter(properties));
            }
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> named(@Nullable Map<?, ?> amqp) {
        Map<String, Object> named = new HashMap<>();
        if (amqp != null) {
            amqp.forEach((key, value) -> named.put(String.valueOf(key), value));
        }
        return named;
    }
}
