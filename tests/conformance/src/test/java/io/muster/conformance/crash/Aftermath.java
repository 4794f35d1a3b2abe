package io.muster.conformance.crash;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Patience;
import io.muster.conformance.stack.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of a device after the crash: what it is told, and where it lives. */
final class Aftermath {
    /** From the first answer after the crash. */
    private static final Duration TO_END = Duration.ofSeconds(60);

    private static final Duration TWOFOLD = Duration.ofMinutes(2);
    private static final Duration UNREACHABLE = Duration.ofSeconds(60);

    private final Subject subject;
    private final Interrupted before;
    private final Instant crash;

    Aftermath(Subject subject, Interrupted before, Instant crash) {
        this.subject = subject;
        this.before = before;
        this.crash = crash;
    }

    /**
     * How it ended.
     *
     * @param toEnd from the first answer after the crash; of a silent device from the crash
     * @param twofold how long it was enabled on two hubs
     * @param faults what was not as it must be; empty when all was well
     */
    record Ending(Subject subject, Duration toEnd, Duration twofold, List<String> faults) {}

    Ending watch() {
        try {
            Duration toEnd = subject.silent() ? awaitSilently() : comeBack();
            return ending(toEnd);
        } catch (AssertionError | RuntimeException e) {
            return new Ending(subject, Duration.ZERO, Duration.ZERO, List.of(String.valueOf(e)));
        }
    }

    /** As devices do: poll the operation they know of, or register anew. */
    private Duration comeBack() {
        Site site = subject.site();
        Answer first =
                Patience.until(UNREACHABLE, this::ask, Optional::isPresent).orElseThrow();
        Instant heard = Instant.now();
        if (first.status() == 202 && first.text("/status").equals("assigning")) {
            String operation = first.text("/operationId");
            Optional<Answer> last = Patience.until(
                    TO_END.plusSeconds(30),
                    () -> answered(
                            Interrupted.of(() -> site.devices().operation(subject.id(), operation, subject.key()))),
                    answer -> answer.filter(it -> it.status() != 202).isPresent());
            first = last.orElseThrow();
        }
        if (!first.text("/status").equals("assigned")) {
            throw new AssertionError("not assigned but " + first);
        }
        return Duration.between(heard, Instant.now());
    }

    private Optional<Answer> ask() {
        Site site = subject.site();
        return answered(Interrupted.of(() -> before.operation()
                .map(operation -> site.devices().operation(subject.id(), operation, subject.key()))
                .orElseGet(() -> site.devices().register(subject.id(), subject.key()))));
    }

    /** While a process starts again, the edge may say that nobody is there. */
    private static Optional<Answer> answered(Interrupted call) {
        return call.answer().filter(answer -> answer.status() != 502 && answer.status() != 503);
    }

    private Duration awaitSilently() {
        Site site = subject.site();
        if (!subject.point().durable()) {
            // Nobody but the device itself carries it on, and no hub has heard of it.
            return Duration.ZERO;
        }
        Optional<Answer> last = Patience.until(
                TWOFOLD.plusSeconds(30),
                () -> answered(Interrupted.of(() -> site.service().get("/registrations/" + subject.id()))),
                answer -> answer.filter(it -> it.text("/status").equals("assigned")
                                && it.text("/assignedHub")
                                        .equals(subject.target().host()))
                        .isPresent());
        Answer unused = last.orElseThrow();
        return Duration.between(crash, Instant.now());
    }

    private Ending ending(Duration toEnd) {
        Site site = subject.site();
        Twofold lives = Twofold.of(site.hubs(), subject.id());
        Duration twofold = lives.longest(Instant.now());
        List<String> faults = new ArrayList<>();
        boolean untouched = subject.silent() && !subject.point().durable();
        if (lives.hubs().size() != (untouched && !subject.point().story().moves() ? 0 : 1)) {
            faults.add("enabled on " + lives.hubs());
        }
        if (twofold.compareTo(TWOFOLD) > 0) {
            faults.add("on two hubs for " + twofold);
        }
        if (!subject.silent() && toEnd.compareTo(TO_END) > 0) {
            faults.add("final only after " + toEnd);
        }
        long operations = site.webhook().calls(subject.id()).stream()
                .map(WebhookServer.Call::operation)
                .distinct()
                .count();
        // An operation that had ended is not the one that the device's next register begins.
        boolean ended =
                subject.point().name().equals("commit") && subject.point().carriedOut();
        if (operations > (ended ? 2 : 1)) {
            faults.add("the webhook was asked by " + operations + " operations");
        }
        if (!untouched) {
            faults.addAll(luggage(lives.hubs()));
        }
        return new Ending(subject, toEnd, twofold, faults);
    }

    /** What a device had is with it, or is not where it was to start anew. */
    private List<String> luggage(List<String> hubs) {
        Site site = subject.site();
        if (hubs.size() != 1) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        Hub hub = site.stack().hub(hubs.get(0));
        Answer twin = site.registry(hub, "GET", "/twins/" + subject.id(), "");
        boolean migrates = subject.point().story().migrates();
        if (!twin.text("/tags/site").equals("north") || twin.text("/tags/kept").equals("yes") != migrates) {
            faults.add("the twin is " + twin.body());
        }
        if (migrates) {
            Answer module = site.registry(hub, "GET", "/twins/" + subject.id() + "/modules/camera", "");
            if (module.status() != 200 || !module.text("/tags/kept").equals("yes")) {
                faults.add("the module is " + module);
            }
        }
        return faults;
    }
}
