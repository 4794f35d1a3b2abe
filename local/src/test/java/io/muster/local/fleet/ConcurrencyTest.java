package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.local.fleet.TestService.Heard;
import io.muster.local.fleet.TestService.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Calls of an import that are in flight together")
final class ConcurrencyTest {
    private static final int TOGETHER = 4;

    private final Map<LineKind, AtomicInteger> flying = new EnumMap<>(LineKind.class);
    private final Map<LineKind, CountDownLatch> meeting = new EnumMap<>(LineKind.class);
    private final AtomicInteger met = new AtomicInteger();
    private final AtomicInteger mixed = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    @DisplayName("are as many as asked for, and of one kind only")
    void oneKind(@TempDir Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < 2 * TOGETHER * Batches.MAX_LINES; n++) {
            lines.append(Lines.record(n)).append(Lines.enrollment(n));
        }
        Path file = Files.writeString(folder.resolve("fleet"), lines);
        for (LineKind kind : LineKind.values()) {
            flying.put(kind, new AtomicInteger());
            meeting.put(kind, new CountDownLatch(TOGETHER));
        }

        try (TestService service = TestService.start(this::answer)) {
            Command command = Command.over(service);
            assertEquals(
                    Fleet.DONE,
                    command.run("import", "--to", "@FLEET", "--in", file.toString(), "--concurrency", "" + TOGETHER),
                    command::toString);
            assertEquals(4 * TOGETHER, service.calls());
        }

        // Every call waited until there were as many; those of both kinds met, and none met one of the other.
        assertEquals(4 * TOGETHER, met.get());
        assertEquals(0, mixed.get());
        assertEquals(TOGETHER, most.get());
    }

    private Reply answer(Heard heard) {
        LineKind kind = LineKind.of(heard.body().lines().findFirst().orElseThrow());
        AtomicInteger mine = flying.getOrDefault(kind, new AtomicInteger());
        most.accumulateAndGet(mine.incrementAndGet(), Math::max);
        CountDownLatch latch = meeting.getOrDefault(kind, new CountDownLatch(0));
        latch.countDown();
        try {
            if (latch.await(20, TimeUnit.SECONDS)) {
                met.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (flying.values().stream().anyMatch(other -> other != mine && other.get() > 0)) {
            mixed.incrementAndGet();
        }
        mine.decrementAndGet();
        StringBuilder results = new StringBuilder();
        for (int line = 1; line <= heard.body().lines().count(); line++) {
            results.append("{\"line\":").append(line).append(",\"outcome\":\"created\"}\n");
        }
        assertTrue(heard.body().length() <= Batches.MAX_BYTES);
        return Reply.ok(results.toString());
    }
}
