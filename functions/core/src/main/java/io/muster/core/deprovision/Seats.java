package io.muster.core.deprovision;

import io.muster.core.registration.Assignment;
import io.muster.core.registration.Plan;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Seat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Where a device has an identity, or may have one by now. */
final class Seats {
    private Seats() {}

    /** In the middle of a move these are two. */
    static Set<Seat> of(Registration registration) {
        Set<Seat> seats = new LinkedHashSet<>();
        registration.assignment().map(Assignment::seat).ifPresent(seats::add);
        Optional<Plan> plan = registration
                .running()
                .flatMap(running -> running instanceof Assigning it ? Optional.of(it.plan()) : Optional.empty());
        plan.map(Plan::target).ifPresent(seats::add);
        plan.flatMap(Plan::moveFrom).ifPresent(seats::add);
        return seats;
    }
}
