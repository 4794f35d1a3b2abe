package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Admission.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a device asks while it waits, and after. Needs the same proof as a register (1.30). */
public final class StatusLookup {
    private final Admission admission;
    private final Execution execution;
    private final InstantSource clock;

    StatusLookup(Admission admission, Execution execution, InstantSource clock) {
        this.admission = admission;
        this.execution = execution;
        this.clock = clock;
    }

    /** The state of an operation; 404 (404203) when it is none of this device's (1.7, 1.16b). */
    public Answer operation(RegistrationId id, OperationId operationId, Optional<String> authorization) {
        Instant now = clock.instant();
        Visitor visitor = admission.admit(id, authorization, now);
        if (!visitor.enabled()) {
            return new Answer.Disabled(operationId, id, now);
        }
        Stored stored = visitor.stored()
                .filter(found -> found.registration().knows(operationId, now))
                .orElseThrow(() -> Problem.of(ProblemKind.OPERATION_NOT_FOUND, "Operation not found"));
        if (execution.stalled(stored.registration(), now)) {
            execution.requeue(stored);
        }
        return new Answer.Current(operationId, stored.registration());
    }

    /** The state of the registration; 404 (404202) when the device never registered. */
    public Answer registration(RegistrationId id, Optional<String> authorization) {
        Instant now = clock.instant();
        Visitor visitor = admission.admit(id, authorization, now);
        Registration registration = visitor.stored()
                .map(Stored::registration)
                .orElseThrow(() -> Problem.of(ProblemKind.REGISTRATION_NOT_FOUND, "Registration not found"));
        OperationId operationId = registration.operation().id();
        return visitor.enabled()
                ? new Answer.Current(operationId, registration)
                : new Answer.Disabled(operationId, registration.id(), now);
    }
}
