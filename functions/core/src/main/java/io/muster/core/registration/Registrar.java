package io.muster.core.registration;

import io.muster.core.decision.Trail;
import io.muster.core.enrollment.Admitted;
import io.muster.core.identity.Etag;
import io.muster.core.identity.OperationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Admission.Admittance;
import io.muster.core.registration.Admission.Challenged;
import io.muster.core.registration.Admission.Visitor;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The story of a register call: let the device in, decide, record, act, answer. */
public final class Registrar {
    /** How often a register that lost a race for the record looks again. */
    private static final int TRIES = 4;

    private final Admission admission;
    private final Planner planner;
    private final Registrations registrations;
    private final Execution execution;
    private final HubCredentials credentials;
    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random;

    Registrar(
            Admission admission,
            Planner planner,
            Registrations registrations,
            Execution execution,
            HubCredentials credentials,
            Limits limits,
            InstantSource clock,
            SecureRandom random) {
        this.admission = admission;
        this.planner = planner;
        this.registrations = registrations;
        this.execution = execution;
        this.credentials = credentials;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    public Answer register(RegisterRequest request) {
        return register(request, () -> {});
    }

    /**
     * Registers a device; throws Problem when it is not let in, and answers every other outcome (1.13).
     *
     * @param proven called once it has proven itself and before anything follows from that; may refuse it all the same
     */
    public Answer register(RegisterRequest request, Runnable proven) {
        for (int i = 0; i < TRIES; i++) {
            Runnable first = i == 0 ? proven : () -> {};
            Optional<Answer> answer = attempt(request, clock.instant(), first);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw Problem.of(ProblemKind.REGISTRATION_CONFLICT, "Another registration of this device is running");
    }

    private Optional<Answer> attempt(RegisterRequest request, Instant now, Runnable proven) {
        Admittance admittance = admission.admit(request.id(), request.credentials(), now, new Trail(request.id()));
        if (admittance instanceof Challenged challenged) {
            return Optional.of(new Answer.Challenge(challenged.authenticationKey()));
        }
        Visitor visitor = (Visitor) admittance;
        proven.run();
        if (!visitor.enabled()) {
            return Optional.of(new Answer.Disabled(OperationId.random(random), request.id(), now));
        }

        // One operation at a time: a second register gets the one that runs, and revives it when it has stalled (1.21).
        // But one that would tell the hub of a former certificate, or of a key of a former kind, is overtaken.
        Optional<Stored> running = visitor.stored()
                .filter(stored -> stored.registration().running().isPresent())
                .filter(stored -> visitor.admitted()
                        .evidence()
                        .tells(stored.registration().operation().evidence()));
        if (running.isPresent()) {
            return execution.stalled(running.get().registration(), now)
                    ? execution.revive(running.get(), visitor.admitted()).map(next -> answer(next, visitor))
                    : Optional.of(answer(running.get().registration(), visitor));
        }

        // Decided and recorded before any hub hears of it: what was acknowledged can be carried on by anybody.
        Registration next = plan(request, visitor, now);
        Optional<Stored> recorded = visitor.stored().isPresent()
                ? registrations.replace(next, visitor.stored().get())
                : registrations.insert(next);

        // Lost a race when nothing was recorded: look again.
        return recorded.map(stored -> answer(execution.begin(stored, visitor.admitted()), visitor));
    }

    private Registration plan(RegisterRequest request, Visitor visitor, Instant now) {
        Admitted admitted = visitor.admitted();
        Optional<Registration> former = visitor.stored().map(Stored::registration);
        Progress progress = planner.decide(
                new Planner.Case(
                        former.map(Registration::id).orElse(request.id()),
                        admitted,
                        former.flatMap(Registration::assignment),
                        request.legacyClient()),
                request.origin(),
                request.payload(),
                now.plus(limits.assignBudget()));
        Operation operation = new Operation(OperationId.random(random), now, admitted.evidence(), progress);
        Etag etag = Etag.random(random);
        return former.map(known -> known.next(admitted.group(), operation, now, etag))
                .orElseGet(() -> Registration.first(request.id(), admitted.group(), operation, now, etag));
    }

    private Answer answer(Registration registration, Visitor visitor) {
        return new Answer.Current(
                registration.operation().id(),
                registration,
                registration.comesBackIn(clock.instant()),
                credentials.forTpm(registration, visitor.admitted()));
    }
}
