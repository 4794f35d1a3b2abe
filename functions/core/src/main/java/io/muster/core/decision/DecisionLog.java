package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the operator reads why a device was refused; kept for some days. */
public interface DecisionLog {
    /** Never fails and soon returns: a trace that cannot be kept is lost, and that is logged. */
    void record(Decision decision);

    /** The latest decisions about an id, newest first, 20 at most; throws Problem UNAVAILABLE. */
    List<Decision> of(RegistrationId id);

    /** The decision that was answered with this tracking id; throws Problem UNAVAILABLE. */
    Optional<Decision> find(UUID trackingId);
}
