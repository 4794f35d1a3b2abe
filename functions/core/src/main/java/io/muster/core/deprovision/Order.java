package io.muster.core.deprovision;

import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Seat;
import java.time.Instant;
import java.util.Optional;

/**
 * To take identities from devices that have lost their right to them: an order to look, since whether they have lost it is
 * found out when it is carried out. So it may come twice, or for nothing.
 *
 * @param delete whether to delete what is found, not only to disable it
 * @param since when it was given
 * @param attempt how often it was tried before
 */
public record Order(Subject subject, boolean delete, Instant since, int attempt) {
    public Order {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt is negative");
        }
    }

    /** Whom it is about. */
    public sealed interface Subject {
        /** @param seat where its identity is; empty: wherever its record says by then */
        record Device(RegistrationId id, Optional<Seat> seat) implements Subject {}

        /** @param from the folded id to go on from, empty for the first; all whose record names the group */
        record Members(GroupId group, String from) implements Subject {}
    }

    static Order first(Subject subject, boolean delete, Instant now) {
        return new Order(subject, delete, now, 0);
    }

    Order again(Subject about) {
        return new Order(about, delete, since, attempt + 1);
    }
}
