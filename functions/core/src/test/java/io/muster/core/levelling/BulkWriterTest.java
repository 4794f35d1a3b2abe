package io.muster.core.levelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryBudgets;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BulkWriterTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final FakeHubs hubs = new FakeHubs(clock, journal);
    private final LinkedHub hub = hubs.link(TestData.hub("hub-a"));
    private final Levelling levelling = new Levelling(new InMemoryBudgets(), clock);
    private final BulkWriter writer = new BulkWriter(hubs, levelling);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("Issue 5.6: to a hub that does not throttle each goes alone; alone it goes alone anywhere")
    void alone() throws HubFailure {
        writer.write(hub, identity("a"), TIMEOUT);
        throttles();
        writer.write(hub, identity("b"), TIMEOUT);
        assertEquals(List.of("hub-a.write", "hub-a.write"), journal.calls());
    }

    @Test
    @DisplayName("Issue 5.6: those that come while a call is under way go together in the next one")
    void together() throws Exception {
        throttles();
        List<Future<?>> writes = held(50);
        for (Future<?> write : writes) {
            write.get(20, TimeUnit.SECONDS);
        }
        assertEquals("hub-a.write", journal.calls().get(0));
        assertTrue(journal.calls().stream().filter("hub-a.writeAll"::equals).count() >= 1);
        assertTrue(journal.calls().size() <= 3, () -> "calls: " + journal.calls());
        for (int i = 0; i < 50; i++) {
            assertTrue(hubs.device(hub.host(), new DeviceId("unit-" + i)).isPresent());
        }
    }

    @Test
    @DisplayName("Issue 5.6: one that the hub refuses fails alone, with its own reason")
    void oneRefused() throws Exception {
        throttles();
        hubs.refuseNext(hub.host(), new DeviceId("unit-7"), HubFailure.Kind.FULL);
        int failed = 0;
        for (Future<?> write : held(20)) {
            try {
                write.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                HubFailure failure = assertInstanceOf(HubFailure.class, e.getCause());
                assertEquals(HubFailure.Kind.FULL, failure.kind());
                failed++;
            }
        }
        assertEquals(1, failed);
    }

    @Test
    @DisplayName("Issue 5.6: a call that fails as a whole fails for all in it, and the next ones go on")
    void wholeCallFails() throws Exception {
        throttles();
        hubs.failNext("hub-a.writeAll", HubFailure.Kind.UNAVAILABLE, Optional.empty());
        int failed = 0;
        for (Future<?> write : held(20)) {
            try {
                write.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                failed++;
            }
        }
        assertTrue(failed >= 1 && failed <= 19, "failed: " + failed);
        writer.write(hub, identity("later"), TIMEOUT);
    }

    @Test
    @DisplayName("Issue 5.6: one that has waited too long leaves, also when it was its turn to call; nobody is stuck")
    void impatient() throws Exception {
        throttles();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        journal.beforeNext("hub-a.write", () -> hold(inside, go));
        Future<?> first = threads.submit(() -> write("first", TIMEOUT));
        assertTrue(inside.await(20, TimeUnit.SECONDS));
        HubFailure late =
                assertThrows(HubFailure.class, () -> writer.write(hub, identity("impatient"), Duration.ofMillis(50)));
        assertEquals(HubFailure.Kind.UNAVAILABLE, late.kind());
        go.countDown();
        first.get(20, TimeUnit.SECONDS);
        writer.write(hub, identity("later"), TIMEOUT);
        assertTrue(hubs.device(hub.host(), new DeviceId("later")).isPresent());
    }

    /** {@code count} writes, of which the first is held at the hub until all others wait. */
    private List<Future<?>> held(int count) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        journal.beforeNext("hub-a.write", () -> hold(inside, go));
        List<Future<?>> writes = new ArrayList<>();
        writes.add(threads.submit(() -> write("unit-0", TIMEOUT)));
        assertTrue(inside.await(20, TimeUnit.SECONDS));
        for (int i = 1; i < count; i++) {
            String id = "unit-" + i;
            writes.add(threads.submit(() -> write(id, TIMEOUT)));
        }
        while (writer.waiting(hub.host()) < count - 1) {
            Thread.onSpinWait();
        }
        go.countDown();
        return writes;
    }

    private boolean write(String id, Duration timeout) throws HubFailure {
        writer.write(hub, identity(id), timeout);
        return true;
    }

    private static void hold(CountDownLatch inside, CountDownLatch go) {
        inside.countDown();
        try {
            assertTrue(go.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void throttles() {
        levelling.refused(hub.host(), Optional.of(Duration.ofSeconds(1)));
    }

    private static HubIdentity identity(String id) {
        return new HubIdentity(new DeviceId(id), new HubIdentity.Authentication.Authority(), false);
    }
}
