package io.muster.core.webhook;

import io.muster.core.allocation.WebhookUrl;
import io.muster.core.identity.JsonText;
import io.muster.core.testkit.ManualClock;
import io.muster.core.webhook.WebhookTransport.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A webhook that does what a script says and notes what it was asked; its JSON is {@code hub=…} or {@code bad}. */
final class ScriptedWebhook implements WebhookTransport, AllocationForm {
    private final ManualClock clock;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();

    /** What happens, and how long it takes. */
    private record Step(Duration took, Optional<Reply> reply, Optional<NoReplyException.Kind> failure) {}

    record Call(WebhookUrl url, Map<String, String> headers, String body, Duration timeout) {}

    ScriptedWebhook(ManualClock clock) {
        this.clock = clock;
    }

    ScriptedWebhook then(int status, String body) {
        return then(new Reply(status, Optional.empty(), body));
    }

    ScriptedWebhook then(Reply reply) {
        script.add(new Step(Duration.ZERO, Optional.of(reply), Optional.empty()));
        return this;
    }

    ScriptedWebhook fails(NoReplyException.Kind kind, Duration took) {
        script.add(new Step(took, Optional.empty(), Optional.of(kind)));
        return this;
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public Reply post(WebhookUrl url, Map<String, String> headers, String body, Duration timeout)
            throws NoReplyException {
        calls.add(new Call(url, headers, body, timeout));
        Step step = script.remove();
        clock.advance(step.took());
        if (step.failure().isPresent()) {
            throw new NoReplyException(step.failure().get(), new IllegalStateException("scripted"));
        }
        return step.reply().orElseThrow();
    }

    @Override
    public String request(AllocationWebhook.Question question) {
        return "asking for " + question.id().text();
    }

    @Override
    public Answer read(String body) {
        if (!body.startsWith("hub=")) {
            throw new IllegalArgumentException("the answer is bad");
        }
        return new Answer(
                Optional.of(body.substring(4)).filter(hub -> !hub.isEmpty()),
                Optional.empty(),
                Optional.of(new JsonText("{}")));
    }
}
