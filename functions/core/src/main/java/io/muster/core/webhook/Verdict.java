package io.muster.core.webhook;

import io.muster.core.identity.HubHost;
import io.muster.core.webhook.AllocationForm.Answer;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.WebhookTransport.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a webhook's answer, or the lack of one, means for the registration (3.27). */
sealed interface Verdict {
    /** Custom allocation failed, as clients know it (1.16). */
    int FAILED = 400207;

    /** Hub not specified (1.16). */
    int NO_SUCH_HUB = 400208;

    record Chosen(Choice choice) implements Verdict {}

    /**
     * @param status of the answer, if there was one
     * @param what is wrong, after the webhook's name; safe to be told
     * @param mayPass whether to ask again can help
     */
    record Failed(int code, Optional<Integer> status, String what, boolean mayPass, Optional<Duration> retryAfter)
            implements Verdict {
        /** Begins like real DPS's own message: operators search for it, and devices may be shown no more of it. */
        WebhookFailure failure(String host) {
            String message = "Custom allocation failed"
                    + status.map(it -> " with status code: " + it).orElse("") + ", webhook " + host + ": " + what;
            return new WebhookFailure(code, message, mayPass, retryAfter);
        }
    }

    /** It could not be asked, which may pass. */
    static Failed unasked(String why, Optional<Duration> retryAfter) {
        return new Failed(FAILED, Optional.empty(), why, true, retryAfter);
    }

    static Failed of(NoReplyException e) {
        return new Failed(FAILED, Optional.empty(), e.kind().told(), e.kind().mayPass(), Optional.empty());
    }

    /** The number of the status is in every message, as in real DPS. */
    static Verdict of(Reply reply, AllocationForm form, List<HubHost> hubs) {
        int status = reply.status();
        if (status == 429 || status >= 500 || status == 408) {
            return new Failed(FAILED, Optional.of(status), "it may be well again later", true, reply.retryAfter());
        }
        if (status == 401 || status == 403) {
            return failed(status, "the function's key in its address, or the token it gets, is not the right one");
        }
        if (status >= 300 && status < 400) {
            return failed(status, "redirects are not followed");
        }
        if (status < 200 || status > 299) {
            return failed(status, "only 200 with a hub is an answer");
        }
        if (reply.body().isBlank()) {
            return failed(status, "the answer has no body");
        }
        try {
            return weigh(status, form.read(reply.body()), hubs);
        } catch (IllegalArgumentException e) {
            return failed(status, String.valueOf(e.getMessage()));
        }
    }

    private static Verdict weigh(int status, Answer answer, List<HubHost> hubs) {
        if (answer.hub().isEmpty()) {
            return failed(status, "iotHubHostName is missing");
        }
        // Compared as hosts are, without case.
        Optional<HubHost> hub = hubs.stream()
                .filter(each -> each.name().equalsIgnoreCase(answer.hub().get()))
                .findFirst();
        if (hub.isEmpty()) {
            String what = "iotHubHostName is none of the hubs it was offered in linkedHubs";
            return new Failed(NO_SUCH_HUB, Optional.of(status), what, false, Optional.empty());
        }
        return new Chosen(new Choice(hub.get(), answer.initialTwin(), answer.payload()));
    }

    private static Failed failed(int status, String why) {
        return new Failed(FAILED, Optional.of(status), why, false, Optional.empty());
    }
}
