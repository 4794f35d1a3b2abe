package io.muster.conformance.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.conformance.crash.Aftermath.Ending;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("A process killed between any two writes to the outside")
final class CrashPointsTest {
    /** As many as one process holds at once; the queue function takes 16 messages at a time. */
    private static final int BY_REQUEST = 20;

    private static final int BY_QUEUE = 14;
    /** How often a device is tried that was not at its point in time; on a busy machine some are late. */
    private static final int ROUNDS = 4;

    @Test
    @DisplayName("issue 5.7: nothing acknowledged is lost, nobody stays on two hubs, all is final in time")
    void everyPoint() {
        int times = Integer.getInteger("muster.crashes", 1);
        long seed = Long.getLong("muster.seed", System.nanoTime());
        System.out.println("crash: seed " + seed + ", each point " + times + " times");
        // Long enough to come to each point before the hand-over, and to be killed there.
        List<String> settings = List.of("MUSTER_ASSIGN_BUDGET_MS=6000");
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LocalStack stack = LocalStack.ofItsOwn("crash", settings);
                WebhookServer webhook = new WebhookServer(stack)) {
            Site site = Site.of(stack, webhook);
            List<Subject> wanted = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                Point.all().forEach(point -> {
                    wanted.add(Subject.of(site, point, false));
                    if (point.story().moves() || point.story().queued()) {
                        wanted.add(Subject.of(site, point, true));
                    }
                });
            }
            Collections.shuffle(wanted, new Random(seed));
            List<CompletableFuture<Ending>> endings = new ArrayList<>();
            List<Subject> late = crash(site, wanted, endings, threads);
            report(endings.stream().map(CompletableFuture::join).toList(), late);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Kills the process of some of them after the other, and does not wait for what becomes of them. */
    private static List<Subject> crash(
            Site site, List<Subject> wanted, List<CompletableFuture<Ending>> endings, ExecutorService threads) {
        List<Subject> left = wanted;
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            List<Subject> late = new ArrayList<>();
            int host = 0;
            for (List<Subject> some : portions(left)) {
                if (some.get(0).point().worker()) {
                    // Everybody's operations end by the queue: who still waits for it is not to be hit twice.
                    endings.forEach(CompletableFuture::join);
                }
                Batch.Crashed crashed = new Batch(site, some, host++ % 2, threads).run();
                endings.addAll(crashed.aftermath());
                crashed.late().forEach(subject -> late.add(Subject.of(site, subject.point(), subject.silent())));
                System.out.println("crash: round " + (round + 1) + ", "
                        + crashed.aftermath().size() + " held of " + some.size());
            }
            left = late;
        }
        return left;
    }

    private static List<List<Subject>> portions(List<Subject> all) {
        List<List<Subject>> portions = new ArrayList<>();
        for (boolean worker : new boolean[] {true, false}) {
            int size = worker ? BY_QUEUE : BY_REQUEST;
            List<Subject> some = all.stream()
                    .filter(subject -> subject.point().worker() == worker)
                    .toList();
            for (int from = 0; from < some.size(); from += size) {
                portions.add(some.subList(from, Math.min(some.size(), from + size)));
            }
        }
        return portions;
    }

    private static void report(List<Ending> endings, List<Subject> late) {
        Duration toEnd = endings.stream()
                .filter(it -> !it.subject().silent())
                .map(Ending::toEnd)
                .max(Duration::compareTo)
                .orElseThrow();
        Duration silent = endings.stream()
                .filter(it -> it.subject().silent())
                .map(Ending::toEnd)
                .max(Duration::compareTo)
                .orElseThrow();
        Duration twofold =
                endings.stream().map(Ending::twofold).max(Duration::compareTo).orElseThrow();
        System.out.println("crash: " + endings.size() + " interrupted operations at "
                + endings.stream().map(it -> it.subject().point()).distinct().count() + " points; final at most "
                + toEnd + " after the next poll, " + silent + " after the crash without one; on two hubs at most "
                + twofold);
        List<String> faults = endings.stream()
                .filter(ending -> !ending.faults().isEmpty())
                .map(ending -> ending.subject() + ": " + ending.faults())
                .toList();
        assertEquals(List.of(), faults, () -> String.join("\n", faults));
        assertEquals(List.of(), late, "points that were not reached");
    }
}
