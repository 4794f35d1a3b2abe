package io.muster.core.webhook;

import io.muster.core.allocation.WebhookUrl;
import io.muster.core.webhook.Verdict.Chosen;
import io.muster.core.webhook.Verdict.Failed;
import io.muster.core.webhook.WebhookTransport.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks over HTTP, at least once: each question is signed and carries its operation's id, by which a webhook knows it when it
 * comes again. A few tries within bounds, a circuit breaker before them, and a log of what was said after them.
 */
public final class AskedWebhook implements AllocationWebhook {
    /** With less time left, nothing could come of a try. */
    private static final Duration SHORTEST_TRY = Duration.ofMillis(100);

    private final Ports ports;
    private final WebhookKeys keys;
    private final WebhookLimits limits;
    private final CircuitBreaker breaker;
    private final InstantSource clock;

    /** What it stands on. */
    public record Ports(AllocationForm form, WebhookTransport transport, ExchangeLog log) {}

    /** A question under way. */
    private record Asking(Question question, WebhookUrl url, String body, List<Exchange> exchanges) {}

    public AskedWebhook(Ports ports, WebhookKeys keys, WebhookLimits limits, InstantSource clock) {
        this.ports = ports;
        this.keys = keys;
        this.limits = limits;
        this.breaker = new CircuitBreaker(clock, limits.failures(), limits.pause());
        this.clock = clock;
    }

    @Override
    public Choice ask(Question question, Duration timeout) throws WebhookFailure {
        Asking asking = new Asking(
                question, question.definition().address(), ports.form().request(question), new ArrayList<>());
        try {
            Verdict verdict = verdict(asking, timeout.compareTo(limits.inAll()) < 0 ? timeout : limits.inAll());
            if (verdict instanceof Chosen chosen) {
                return chosen.choice();
            }
            throw ((Failed) verdict).failure(asking.url().host());
        } finally {
            ports.log().record(List.copyOf(asking.exchanges()));
        }
    }

    private Verdict verdict(Asking asking, Duration inAll) {
        Instant end = clock.instant().plus(inAll);
        Verdict last = Verdict.unasked("not asked, for no time was left", Optional.empty());
        for (int tried = 1; tried <= limits.tries(); tried++) {
            Optional<Duration> spared = breaker.wait(asking.url().place());
            if (spared.isPresent()) {
                // Said only when it is all that happened: a first try of this question tells more.
                return tried == 1 ? spared(asking, spared.get()) : last;
            }
            Duration left = Duration.between(clock.instant(), end);
            if (left.compareTo(SHORTEST_TRY) < 0) {
                return last;
            }
            last = once(asking, tried, left.compareTo(limits.perTry()) < 0 ? left : limits.perTry());
            if (!(last instanceof Failed failed)
                    || !failed.mayPass()
                    || failed.retryAfter().isPresent()) {
                return last;
            }
        }
        return last;
    }

    private Verdict spared(Asking asking, Duration pause) {
        Failed failed =
                Verdict.unasked("it has not answered for some time and is not asked just now", Optional.of(pause));
        asking.exchanges().add(exchange(asking, 0, clock.instant(), failed, Optional.empty()));
        return failed;
    }

    private Verdict once(Asking asking, int tried, Duration timeout) {
        Instant start = clock.instant();
        Optional<Reply> reply = Optional.empty();
        Verdict verdict;
        try {
            reply = Optional.of(
                    ports.transport().post(asking.url(), headers(asking, tried, start), asking.body(), timeout));
            verdict = Verdict.of(reply.get(), ports.form(), asking.question().hubs());
        } catch (NoReplyException e) {
            verdict = Verdict.of(e);
        }
        note(asking.url().place(), verdict, reply);
        asking.exchanges().add(exchange(asking, tried, start, verdict, reply));
        return verdict;
    }

    /** One that is too busy or says no is there; only silence and its own faults speak for leaving it alone. */
    private void note(String place, Verdict verdict, Optional<Reply> reply) {
        boolean down = verdict instanceof Failed failed
                && failed.mayPass()
                && reply.map(Reply::status).filter(status -> status == 429).isEmpty();
        if (down) {
            breaker.failed(place);
        } else {
            breaker.alive(place);
        }
    }

    private Map<String, String> headers(Asking asking, int tried, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        String operation = asking.question().operation().text();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-muster-operation-id", operation);
        headers.put("x-muster-attempt", Integer.toString(asking.question().attempt()));
        headers.put("x-muster-try", Integer.toString(tried));
        headers.put("x-muster-timestamp", timestamp);
        if (!keys.none()) {
            headers.put("x-muster-signature", keys.sign(timestamp, operation, asking.body()));
        }
        return headers;
    }

    private Exchange exchange(Asking asking, int tried, Instant start, Verdict verdict, Optional<Reply> reply) {
        Optional<Failed> failed = verdict instanceof Failed it ? Optional.of(it) : Optional.empty();
        Question question = asking.question();
        return new Exchange(
                start,
                question.id(),
                question.operation(),
                asking.url().place(),
                question.attempt(),
                tried,
                reply.map(Reply::status),
                Duration.between(start, clock.instant()),
                verdict instanceof Chosen chosen
                        ? "chose " + chosen.choice().hub().name()
                        : failed.orElseThrow().what(),
                failed.map(Failed::code),
                bytes(asking.body()),
                reply.map(it -> bytes(it.body())).orElse(0),
                failed.isPresent()
                        ? reply.map(it -> Excerpt.of(it.body(), asking.url())).orElse("")
                        : "");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
