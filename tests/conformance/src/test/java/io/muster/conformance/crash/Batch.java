package io.muster.conformance.crash;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Patience;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Devices whose operations are held, each at its point, when the one process that runs them is killed. */
final class Batch {
    /** No client in the product gives a held call up before. */
    private static final Duration HOLDING = Duration.ofSeconds(5);

    private static final Duration RESTARTING = Duration.ofSeconds(60);

    private final Site site;
    private final List<Subject> subjects;
    private final int functionsHost;
    private final String victim;
    private final ExecutorService threads;

    /** @param functionsHost whom the devices register with, counted from 0 */
    Batch(Site site, List<Subject> subjects, int functionsHost, ExecutorService threads) {
        this.site = site;
        this.subjects = subjects;
        this.functionsHost = functionsHost;
        this.victim = subjects.get(0).point().worker() ? "functions-work" : "functions-http-" + (functionsHost + 1);
        this.threads = threads;
    }

    /** What is still to be seen after the crash, and who was not at its point in time. */
    record Crashed(List<CompletableFuture<Aftermath.Ending>> aftermath, List<Subject> late) {}

    Crashed run() {
        LocalStack stack = site.stack();
        CompletableFuture.allOf(subjects.stream()
                        .map(subject -> CompletableFuture.runAsync(subject::prepare, threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        Subject.warm(site, subjects.get(0).point(), functionsHost);
        subjects.forEach(Subject::hold);
        Map<Subject, CompletableFuture<Interrupted>> registers = new LinkedHashMap<>();
        subjects.forEach(subject ->
                registers.put(subject, CompletableFuture.supplyAsync(() -> subject.register(functionsHost), threads)));

        Instant end = Instant.now().plus(HOLDING);
        Set<String> held = Patience.until(
                HOLDING.plusSeconds(10),
                this::held,
                all -> subjects.stream().map(Subject::id).allMatch(all::contains)
                        || Instant.now().isAfter(end));
        long pid = stack.pid(victim);
        if (!ProcessHandle.of(pid).orElseThrow().destroyForcibly()) {
            throw new AssertionError(victim + " cannot be killed");
        }
        ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
        Instant crash = Instant.now();
        subjects.forEach(Subject::release);
        site.hubs().forEach(Hub::behave);
        stack.broker().behave();
        site.tables().behave();

        List<CompletableFuture<Aftermath.Ending>> aftermath = new ArrayList<>();
        List<Subject> late = new ArrayList<>();
        registers.forEach((subject, register) -> {
            if (held.contains(subject.id())) {
                aftermath.add(
                        register.thenApplyAsync(before -> new Aftermath(subject, before, crash).watch(), threads));
            } else {
                late.add(subject);
            }
        });
        long unused = Patience.until(RESTARTING, () -> stack.pid(victim), now -> now != pid && now != 0);
        if (!subjects.get(0).point().worker()) {
            awaitAnswers(subjects.get(0));
        }
        return new Crashed(aftermath, late);
    }

    /** The next to die is the other host: devices that poll are to find one of the two at any time. */
    private void awaitAnswers(Subject any) {
        Optional<Answer> unused = Patience.until(
                RESTARTING,
                () -> Interrupted.of(() -> site.at(functionsHost).operation(any.id(), "none", any.key()))
                        .answer(),
                Optional::isPresent);
    }

    private Set<String> held() {
        Set<String> held = new HashSet<>(site.tables().met());
        held.addAll(site.stack().broker().held());
        site.hubs().forEach(hub -> held.addAll(hub.faults()));
        subjects.stream()
                .filter(subject -> subject.point().at() instanceof Point.FarEnd.Webhook)
                .filter(subject -> !site.webhook().calls(subject.id()).isEmpty())
                .forEach(subject -> held.add(subject.id()));
        return held;
    }
}
