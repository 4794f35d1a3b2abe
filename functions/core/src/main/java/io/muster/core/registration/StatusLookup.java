package io.muster.core.registration;

import io.muster.core.attestation.Credentials;
import io.muster.core.decision.Trail;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Admission.Admittance;
import io.muster.core.registration.Admission.Challenged;
import io.muster.core.registration.Admission.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** What a device asks while it waits, and after. Needs the same proof as a register (1.30). */
public final class StatusLookup {
    private final Admission admission;
    private final Execution execution;
    private final HubCredentials credentials;
    private final InstantSource clock;

    StatusLookup(Admission admission, Execution execution, HubCredentials credentials, InstantSource clock) {
        this.admission = admission;
        this.execution = execution;
        this.credentials = credentials;
        this.clock = clock;
    }

    public Answer operation(RegistrationId id, OperationId operationId, Credentials brought) {
        return operation(id, operationId, brought, () -> {});
    }

    /**
     * The state of an operation; 404 (404203) when it is none of this device's (1.7, 1.16b).
     *
     * @param proven called once the device has proven itself; may refuse it all the same
     */
    public Answer operation(RegistrationId id, OperationId operationId, Credentials brought, Runnable proven) {
        Instant now = clock.instant();
        return admitted(id, brought, now, proven, visitor -> operation(id, operationId, visitor, now));
    }

    public Answer registration(RegistrationId id, Credentials brought) {
        return registration(id, brought, () -> {});
    }

    /**
     * The state of the registration; 404 (404202) when the device never registered.
     *
     * @param proven called once the device has proven itself; may refuse it all the same
     */
    public Answer registration(RegistrationId id, Credentials brought, Runnable proven) {
        Instant now = clock.instant();
        return admitted(id, brought, now, proven, visitor -> registration(visitor, now));
    }

    private Answer admitted(
            RegistrationId id, Credentials brought, Instant now, Runnable proven, Function<Visitor, Answer> answer) {
        Admittance admittance = admission.admit(id, brought, now, new Trail(id));
        if (admittance instanceof Challenged challenged) {
            return new Answer.Challenge(challenged.authenticationKey());
        }
        proven.run();
        return answer.apply((Visitor) admittance);
    }

    private Answer operation(RegistrationId id, OperationId operationId, Visitor visitor, Instant now) {
        if (!visitor.enabled()) {
            return new Answer.Disabled(operationId, id, now);
        }
        Stored stored = visitor.stored()
                .filter(found -> found.registration().knows(operationId, now))
                .orElseThrow(() -> Problem.of(ProblemKind.OPERATION_NOT_FOUND, "Operation not found"));
        if (execution.stalled(stored.registration(), now)) {
            execution.requeue(stored);
        }
        return current(operationId, stored.registration(), visitor);
    }

    private Answer registration(Visitor visitor, Instant now) {
        Registration registration = visitor.stored()
                .map(Stored::registration)
                .orElseThrow(() -> Problem.of(ProblemKind.REGISTRATION_NOT_FOUND, "Registration not found"));
        OperationId operationId = registration.operation().id();
        return visitor.enabled()
                ? current(operationId, registration, visitor)
                : new Answer.Disabled(operationId, registration.id(), now);
    }

    private Answer current(OperationId operationId, Registration registration, Visitor visitor) {
        return new Answer.Current(
                operationId,
                registration,
                registration.comesBackIn(clock.instant()),
                credentials.forTpm(registration, visitor.admitted()));
    }
}
