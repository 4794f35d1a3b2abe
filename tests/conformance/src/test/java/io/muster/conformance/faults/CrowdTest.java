package io.muster.conformance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.crash.Site;
import io.muster.conformance.crash.WebhookServer;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 5.8: 1,000 registers of one id at the same time")
final class CrowdTest {
    private static final int CROWD = 1000;

    private final LocalStack stack;

    CrowdTest(LocalStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashed", "custom"})
    @DisplayName("make one identity on one hub, and all that ran at once are told of one operation")
    void oneIdentity(String policy) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (WebhookServer webhook = new WebhookServer(stack)) {
            Site site = Site.of(stack, webhook);
            String id = Names.fresh("crowd");
            String key = Names.key(32);
            site.enroll(id, key, terms(site, policy));
            // It chooses otherwise each time it is asked: only what was recorded counts.
            webhook.behave(id, (exchange, before) -> {
                List<String> offered = webhook.calls(id).get(before).offered();
                return WebhookServer.chooses(offered.get(before % offered.size()));
            });

            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<Optional<Answer>>> all = IntStream.range(0, CROWD)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return registered(site, i % 2, id, key);
                            },
                            threads))
                    .toList();
            start.countDown();
            List<Answer> answers = all.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();

            Set<Integer> statuses = answers.stream().map(Answer::status).collect(Collectors.toSet());
            assertTrue(Set.of(202, 409, 429, 503).containsAll(statuses), statuses::toString);
            assertTrue(answers.size() > CROWD / 2, () -> answers.size() + " answers");
            assertTrue(statuses.contains(202), statuses::toString);
            Answer last = site.devices().provision(id, key);
            assertEquals("assigned", last.text("/status"), last::toString);
            long created = site.hubs().stream()
                    .flatMap(hub -> hub.history(id).stream())
                    .filter(change -> change.event().equals("created"))
                    .count();
            assertEquals(
                    1,
                    created,
                    () -> site.hubs().get(0).history(id) + " "
                            + site.hubs().get(1).history(id));
            // Who comes when an operation has ended begins another one, and each asks under its own id.
            Set<String> operations = answers.stream()
                    .filter(answer -> answer.status() == 202)
                    .map(answer -> answer.text("/operationId"))
                    .collect(Collectors.toSet());
            Set<String> asked = webhook.calls(id).stream()
                    .map(WebhookServer.Call::operation)
                    .collect(Collectors.toSet());
            assertTrue(
                    policy.equals("custom") ? asked.containsAll(operations) : asked.isEmpty(),
                    () -> "told of " + operations + ", asked of " + asked);
            System.out.println("crowd, " + policy + ": "
                    + answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()))
                    + ", operations " + operations.size() + ", webhook calls "
                    + webhook.calls(id).size());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Past the edge, which takes so many connections from one address for an attack; empty when the host took no more. */
    private static Optional<Answer> registered(Site site, int functionsHost, String id, String key) {
        try {
            return Optional.of(site.at(functionsHost).register(id, key));
        } catch (UncheckedIOException refused) {
            return Optional.empty();
        }
    }

    private static String terms(Site site, String policy) {
        String hubs = site.hubs().stream().map(hub -> "\"" + hub.host() + "\"").collect(Collectors.joining(","));
        // Once assigned it stays: a register that comes later is an operation of its own.
        return ",\"allocationPolicy\":\"" + policy + "\",\"iotHubs\":[" + hubs
                + "],\"reprovisionPolicy\":{\"updateHubAssignment\":false,\"migrateDeviceData\":false}"
                + (policy.equals("custom")
                        ? ",\"customAllocationDefinition\":{\"webhookUrl\":\""
                                + site.webhook().url() + "\",\"apiVersion\":\"2021-10-01\"}"
                        : "");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
