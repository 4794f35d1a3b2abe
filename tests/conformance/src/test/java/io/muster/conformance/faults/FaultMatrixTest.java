package io.muster.conformance.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.crash.Site;
import io.muster.conformance.crash.WebhookServer;
import io.muster.conformance.faults.Matrix.Cell;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.Vault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("issue 5.7: the fault matrix of docs/faults.md")
final class FaultMatrixTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final String QUEUE = "queue";
    private static final String VAULT = "Key Vault";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LocalStack stack = LocalStack.ofItsOwn("faults");
    private final WebhookServer webhook = new WebhookServer(stack);
    private final Site site = Site.of(stack, webhook);
    private final Map<Cell, CompletableFuture<String>> results = new LinkedHashMap<>();

    static List<Cell> cells() {
        return Matrix.cells().stream()
                .filter(cell -> !cell.outcome().equals("none"))
                .toList();
    }

    /** Faults of the queue hit all who use it, so those come one after the other; what becomes of devices is awaited together. */
    @BeforeAll
    void start() {
        warm();
        of(QUEUE).forEach(cell -> {
            Trial trial = new Trial(site, cell);
            trial.enroll();
            Trial.Told told =
                    new Injection(site, trial, cell.fault()).around(QUEUE, () -> trial.register(site.devices()));
            results.put(cell, CompletableFuture.supplyAsync(() -> trial.check(told, site.devices()), threads));
        });
        cells().stream()
                .filter(cell ->
                        !cell.dependency().equals(QUEUE) && !cell.dependency().equals(VAULT))
                .forEach(cell -> results.put(cell, CompletableFuture.supplyAsync(() -> tried(cell), threads)));
        CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new))
                .handle((all, failure) -> true)
                .join();
        vault();
    }

    private static List<Cell> of(String dependency) {
        return cells().stream()
                .filter(cell -> cell.dependency().equals(dependency))
                .toList();
    }

    private String tried(Cell cell) {
        Trial trial = new Trial(site, cell);
        trial.enroll();
        Trial.Told told = new Injection(site, trial, cell.fault())
                .around(cell.dependency(), () -> trial.register(site.devices()));
        return trial.check(told, site.devices());
    }

    /** All processes have done everything once. */
    private void warm() {
        for (int host = 0; host < 2; host++) {
            Cell cell = new Cell(QUEUE, "none", "later");
            Trial trial = new Trial(site, cell);
            trial.enroll();
            site.first().rule("\"device\":\"" + trial.id() + "\",\"operation\":\"createDevice\",\"status\":503");
            DeviceApi devices = site.at(host);
            String unused = trial.check(trial.register(devices), devices);
        }
    }

    /** An instance that starts while the vault fails; the other one does not notice. */
    private void vault() {
        Vault vault = new Vault(stack);
        long pid = stack.pid("functions-http-1");
        DeviceApi fresh = new DeviceApi(stack, new Wire(stack.functionsHosts().get(0)));
        vault.answer(503);
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        long unused = Patience.until(LONGEST, () -> stack.pid("functions-http-1"), now -> now != pid && now != 0);
        // First all faults, then what came of them: an answer of the vault is the last that the instance needs.
        List<Trial.Told> told =
                of(VAULT).stream().map(cell -> atVault(cell, vault, fresh)).toList();
        vault.behave();
        for (int i = 0; i < told.size(); i++) {
            Trial.Told each = told.get(i);
            results.put(
                    of(VAULT).get(i),
                    CompletableFuture.supplyAsync(() -> each.trial().check(each, fresh), threads));
        }
    }

    private Trial.Told atVault(Cell cell, Vault vault, DeviceApi fresh) {
        vault.behave();
        switch (cell.fault()) {
            case "timeout" -> vault.delay(60_000);
            case "10 s slow" -> vault.delay(10_000);
            default -> vault.answer(Integer.parseInt(cell.fault()));
        }
        Trial beside = new Trial(site, new Cell(VAULT, cell.fault(), "now"));
        beside.enroll(new ServiceApi(stack, new Wire(stack.functionsHosts().get(1))));
        String unused = beside.check(beside.register(site.at(1)), site.at(1));
        Trial trial = new Trial(site, cell);
        trial.enroll(new ServiceApi(stack, new Wire(stack.functionsHosts().get(1))));
        return trial.register(fresh);
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName("ends as stated")
    void asStated(Cell cell) {
        try {
            System.out.println("faults: "
                    + Optional.ofNullable(results.get(cell)).orElseThrow().join());
        } catch (CompletionException e) {
            throw new AssertionError(cell + ": " + e.getMessage(), e);
        }
    }

    @Test
    @DisplayName("the page states an outcome for each of five dependencies and eight faults")
    void complete() {
        assertEquals(40, Matrix.cells().size());
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        webhook.close();
        stack.close();
    }
}
