package io.muster.core.testkit;

import io.muster.core.webhook.AllocationWebhook;
import io.muster.core.webhook.WebhookFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A webhook that chooses the first hub it is offered, unless it is told what to answer next. */
public final class FakeWebhook implements AllocationWebhook {
    private final List<Question> asked = new ArrayList<>();
    private final Deque<Turn> next = new ArrayDeque<>();
    private final Journal journal;

    public FakeWebhook(Journal journal) {
        this.journal = journal;
    }

    /** One answer. */
    @FunctionalInterface
    public interface Turn {
        Choice answer(Question question) throws WebhookFailure;
    }

    public void next(Turn turn) {
        next.add(turn);
    }

    public void failNext(int code, boolean mayPass) {
        next(question -> {
            throw new WebhookFailure(code, "the webhook answered with " + code, mayPass, Optional.empty());
        });
    }

    public List<Question> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Choice ask(Question question, Duration timeout) throws WebhookFailure {
        journal.before("webhook.ask");
        asked.add(question);
        Choice choice = next.isEmpty()
                ? new Choice(question.hubs().get(0), Optional.empty(), Optional.empty())
                : next.remove().answer(question);
        journal.after("webhook.ask");
        return choice;
    }
}
