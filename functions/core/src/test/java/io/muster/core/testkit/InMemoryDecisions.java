package io.muster.core.testkit;

import io.muster.core.decision.Decision;
import io.muster.core.decision.DecisionLog;
import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decisions that are all kept. */
public final class InMemoryDecisions implements DecisionLog {
    private final List<Decision> decisions = new ArrayList<>();

    @Override
    public void record(Decision decision) {
        decisions.add(0, decision);
    }

    @Override
    public List<Decision> of(RegistrationId id) {
        return decisions.stream().filter(it -> it.id().equals(id)).limit(20).toList();
    }

    @Override
    public Optional<Decision> find(UUID trackingId) {
        return decisions.stream()
                .filter(it -> it.trackingId().equals(trackingId))
                .findFirst();
    }

    /** Newest first. */
    public List<Decision> all() {
        return List.copyOf(decisions);
    }
}
