package io.muster.conformance.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.Vault;
import io.muster.conformance.stack.WorkHost;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 6.1: data keys rotate while devices register; the vault being down")
final class KeyRotationTest {
    private static final int DEVICES = 60;
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Duration LONGEST = Duration.ofSeconds(150);

    private final LocalStack stack =
            LocalStack.ofItsOwn("rotation", List.of("MUSTER_DATA_KEY_GRACE=" + GRACE, "MUSTER_WITHOUT_VAULT=PT10M"));
    private final Wire edge = new Wire(stack.edge(), stack.trust());
    private final ServiceApi service = new ServiceApi(stack, edge);
    private final DeviceApi devices = new DeviceApi(stack, edge);
    private final Vault vault = new Vault(stack);
    private final WorkHost work = new WorkHost(stack);
    private final SealedRows rows = new SealedRows(stack);

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    @DisplayName("a new version of the vault's key: every row gets to lie under a new data key, and no device notices")
    void rotatesUnderLoad() {
        List<String> ids = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            ids.add(Names.fresh("rotating"));
            keys.add(service.individual(ids.get(i)));
        }
        Set<String> before = rows.dataKeys();
        assertEquals(1, before.size(), "the test's own premise: one data key at first");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger registered = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<Void>> fleet = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int first = thread;
                fleet.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = first; !over.get(); i = (i + 2) % DEVICES) {
                                Answer answer = devices.provision(ids.get(i), keys.get(i));
                                registered.incrementAndGet();
                                if (!answer.body().contains("\"assigned\"")) {
                                    failures.add(answer.toString());
                                }
                            }
                        },
                        threads));
            }

            vault.rotate();
            work.run("KeyCare");
            Patience.until(
                    LONGEST,
                    () -> {
                        work.run("KeyCare");
                        return rows.retired();
                    },
                    retired -> retired.equals(before));
            over.set(true);
            fleet.forEach(CompletableFuture::join);
        } finally {
            over.set(true);
            threads.shutdown();
        }

        assertTrue(failures.isEmpty(), failures::toString);
        assertTrue(registered.get() > DEVICES, "the test's own premise: devices registered all the while");
        assertEquals(1, rows.dataKeys().size());
        assertNotEquals(before, rows.dataKeys());
        assertEquals(1, rows.wrappingKeys().size(), "the vault's old version is needed no more");
        System.out.println("rotation: " + registered.get() + " registers meanwhile, none refused");
    }

    @Test
    @DisplayName("the vault is down: devices register with the keys that are opened; a cold instance says 503 and why")
    void vaultDown() {
        String id = Names.fresh("vault");
        String key = service.individual(id);
        assertEquals("assigned", devices.provision(id, key).text("/status"));

        vault.answer(503);
        assertEquals("assigned", devices.provision(id, key).text("/status"));
        for (int i = 1; i <= stack.functionsHosts().size(); i++) {
            long former = stack.pid("functions-http-" + i);
            assertTrue(ProcessHandle.of(former).orElseThrow().destroyForcibly());
        }
        Answer cold = Patience.until(
                LONGEST,
                () -> devices.register(id, key),
                // Until then it is the edge that says 503: nobody is behind it.
                answer -> answer.status() == 503 && answer.body().contains("vault"));
        assertTrue(cold.text("/message").contains("the key vault does not answer"), cold::toString);
        assertTrue(Integer.parseInt(cold.header("Retry-After").orElse("0")) > 0, cold::toString);
        assertTrue(!cold.body().contains("/keys/"), cold::toString);

        vault.behave();
        // Each instance leaves the vault alone for five seconds.
        for (URI host : stack.functionsHosts()) {
            DeviceApi instance = new DeviceApi(stack, new Wire(host));
            Answer unused = Patience.until(
                    LONGEST,
                    () -> instance.provision(id, key),
                    answer -> answer.text("/status").equals("assigned"));
        }
    }
}
