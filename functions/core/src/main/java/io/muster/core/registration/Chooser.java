package io.muster.core.registration;

import io.muster.core.enrollment.Admitted;
import io.muster.core.identity.Etag;
import io.muster.core.registration.Assigner.Outcome;
import io.muster.core.registration.Planner.Case;
import io.muster.core.registration.Progress.Assigning;
import io.muster.core.registration.Progress.Choosing;
import io.muster.core.webhook.AllocationWebhook;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import io.muster.core.webhook.WebhookFailure;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Has the webhook choose, and records what follows before any hub hears of it: asked again, it may choose otherwise. */
final class Chooser {
    private final Planner planner;
    private final AllocationWebhook webhook;
    private final Registrations registrations;
    private final Limits limits;
    private final InstantSource clock;
    private final SecureRandom random;

    Chooser(
            Planner planner,
            AllocationWebhook webhook,
            Registrations registrations,
            Limits limits,
            InstantSource clock,
            SecureRandom random) {
        this.planner = planner;
        this.webhook = webhook;
        this.registrations = registrations;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** What came of asking. */
    sealed interface Result {
        /** The plan is recorded. */
        record Planned(Stored stored) implements Result {}

        record NotChosen(Outcome outcome) implements Result {}

        /** Somebody else has written the record meanwhile: theirs stands. */
        record Overtaken() implements Result {}
    }

    Result choose(Stored stored, Choosing choosing, Admitted admitted) {
        Registration registration = stored.registration();
        Case asked = new Case(registration.id(), admitted, registration.assignment(), choosing.legacyClient());
        Optional<Question> question = planner.question(registration, asked, choosing);
        if (question.isEmpty()) {
            return new Result.NotChosen(new Outcome.Impossible(
                    Planner.NO_HUB, "The enrollment has no webhook any more, or no hub that is linked"));
        }
        try {
            Choice choice = webhook.ask(question.get(), limits.webhookBudget());
            return record(stored, choosing, planner.chosen(asked, choice));
        } catch (WebhookFailure failure) {
            String message = String.valueOf(failure.getMessage());
            return new Result.NotChosen(
                    failure.mayPass()
                            ? new Outcome.NotNow(failure.code(), message, failure.retryAfter())
                            : new Outcome.Impossible(failure.code(), message));
        }
    }

    /**
     * A newer attempt of this operation has not chosen either: the message that led here may be the one it waits for, and
     * then nobody else would choose. Whatever else is newer stands.
     */
    private Result record(Stored stored, Choosing choosing, Plan plan) {
        Registration registration = stored.registration();
        Registration planned = registration.with(
                new Assigning(plan, choosing.attempt().dueAt(clock.instant().plus(limits.assignBudget()))),
                clock.instant(),
                Etag.random(random));
        Optional<Stored> recorded = registrations.replace(planned, stored);
        if (recorded.isPresent()) {
            return new Result.Planned(recorded.get());
        }
        Optional<Stored> newer = registrations
                .load(registration.id())
                .registration()
                .filter(it -> it.registration()
                        .operation()
                        .id()
                        .equals(registration.operation().id()));
        return newer.flatMap(it -> it.registration().running())
                .filter(Choosing.class::isInstance)
                .map(running -> record(newer.orElseThrow(), (Choosing) running, plan))
                .orElseGet(Result.Overtaken::new);
    }
}
