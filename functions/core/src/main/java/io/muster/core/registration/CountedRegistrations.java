package io.muster.core.registration;

import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import io.muster.core.telemetry.Metrics;
import java.util.Optional;

/** Counts operations that end, by the one write that ends each: whoever makes it, request or queue, it is counted once (8.6). */
record CountedRegistrations(Registrations kept, Metrics metrics) implements Registrations {
    @Override
    public Device load(RegistrationId id) {
        return kept.load(id);
    }

    @Override
    public Optional<Stored> insert(Registration registration) {
        Optional<Stored> written = kept.insert(registration);
        written.ifPresent(now -> ended(Optional.empty(), now.registration()));
        return written;
    }

    @Override
    public Optional<Stored> replace(Registration registration, Stored former) {
        Optional<Stored> written = kept.replace(registration, former);
        written.ifPresent(now -> ended(Optional.of(former.registration()), now.registration()));
        return written;
    }

    @Override
    public boolean delete(Stored former) {
        return kept.delete(former);
    }

    private void ended(Optional<Registration> former, Registration now) {
        boolean endedBefore = former.filter(
                        it -> it.operation().id().equals(now.operation().id()))
                .filter(it -> it.running().isEmpty())
                .isPresent();
        if (now.running().isPresent() || endedBefore) {
            return;
        }
        if (now.operation().progress() instanceof Progress.Failed failed) {
            metrics.registration(former.flatMap(CountedRegistrations::target), false);
            metrics.failure(failed.code());
            return;
        }
        Seat seat = now.assignment().orElseThrow().seat();
        metrics.registration(Optional.of(seat.hub()), true);
        boolean stays = former.flatMap(Registration::assignment)
                .filter(before -> before.seat().hub().equals(seat.hub()))
                .isPresent();
        if (!stays) {
            metrics.assignment(seat.hub());
        }
    }

    private static Optional<HubHost> target(Registration running) {
        return running.running()
                .flatMap(it -> it instanceof Progress.Assigning assigning
                        ? Optional.of(assigning.plan().target().hub())
                        : Optional.empty());
    }
}
