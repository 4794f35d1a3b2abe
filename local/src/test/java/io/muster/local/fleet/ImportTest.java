package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("fleet import")
final class ImportTest {
    private static final int DEVICES = 450;
    private static final int CALLS = 11;

    private final FakeMuster muster = new FakeMuster();
    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path folder;

    private TestService service;
    private Command command;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        service = TestService.start(muster);
        command = Command.over(service);
        file = folder.resolve("fleet.ndjson");
        // As an export has them: each enrollment with its record, and a group that comes late.
        for (int n = 0; n < DEVICES; n++) {
            lines.add(Lines.enrollment(n));
            lines.add(Lines.record(n));
        }
        lines.add(Lines.group(1));
        Files.writeString(file, String.join("", lines));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("takes every line, groups before enrollments before records")
    void whole() throws IOException {
        assertEquals(Fleet.DONE, intake(), command::toString);

        assertEquals(
                lines.stream().sorted().toList(),
                muster.things().values().stream().sorted().toList());
        List<LineKind> sorted =
                muster.taken().stream().sorted(Comparator.naturalOrder()).toList();
        assertEquals(sorted, muster.taken());
        assertEquals(CALLS, service.calls());
        assertEquals("901 lines: {created=901}\n", command.out());
        assertEquals(List.of("fleet.ndjson"), left());
    }

    @Test
    @DisplayName("done twice it changes nothing")
    void twice() {
        assertEquals(Fleet.DONE, intake(), command::toString);
        var before = muster.things();

        assertEquals(Fleet.DONE, intake(), command::toString);

        assertEquals(before, muster.things());
        assertTrue(command.out().endsWith("901 lines: {updated=901}\n"), command::toString);
    }

    @Test
    @DisplayName("no call is larger than the service takes; a line that is too long is not sent")
    void sizes() throws IOException {
        List<String> large = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            large.add(LineKind.RECORD.line("{\"id\":\"ü" + n + "\",\"x\":\"" + "ü".repeat(10_000) + "\"}"));
        }
        large.add(3, LineKind.RECORD.line("{\"id\":\"long\",\"x\":\"" + "y".repeat(Batches.MAX_BYTES) + "\"}"));
        Files.writeString(file, String.join("", large));

        assertEquals(Fleet.LINES_FAILED, intake(), command::toString);

        // Four lines of 20 KB each go into 90 KB; one call has none but the line that is too long.
        assertEquals(5, service.calls());
        assertEquals(20, muster.things().size());
        assertTrue(failed().startsWith("{\"line\":4,\"errorCode\":413001,"), failed());
    }

    @Test
    @DisplayName("a line that fails is told by its number in the file, and the rest goes on")
    void badLines() throws IOException {
        lines.set(7, LineKind.RECORD.line("{\"id\":\"bad\"}"));
        lines.set(300, "this is bad\n");
        lines.add(10, "\n");
        Files.writeString(file, String.join("", lines).strip());

        assertEquals(Fleet.LINES_FAILED, intake(), command::toString);

        assertEquals("""
                {"line":302,"errorCode":400004,"message":"this one is bad"}
                {"line":8,"errorCode":400004,"message":"this one is bad"}
                """, failed());
        assertEquals("901 lines: {created=899, failed=2}\n", command.out());
        assertEquals(List.of("fleet.ndjson", "fleet.ndjson.failed"), left());
    }

    @Test
    @DisplayName("a line that the service was too busy for is sent again, alone")
    void busyLines() throws IOException {
        lines.set(8, LineKind.ENROLLMENT.line("{\"id\":\"busy 1\"}"));
        lines.set(10, LineKind.ENROLLMENT.line("{\"id\":\"busy 2\"}"));
        Files.writeString(file, String.join("", lines));

        assertEquals(Fleet.DONE, intake(), command::toString);

        assertEquals(901 + 2, muster.taken().size());
        assertEquals(CALLS + 1, service.calls());
        assertEquals("901 lines: {created=901}\n", command.out());
        assertEquals(1, command.pauses().size());
    }

    @Test
    @DisplayName(
            "429, 503 and a connection cut in the middle of the answer: the call is made again, which does no harm")
    void faults() throws IOException {
        service.fault(1, new TestService.Fault.Status(429, "3"));
        service.fault(3, new TestService.Fault.Cut());
        service.fault(5, new TestService.Fault.Status(503, ""));

        assertEquals(Fleet.DONE, intake(), command::toString);

        assertEquals(
                lines.stream().sorted().toList(),
                muster.things().values().stream().sorted().toList());
        assertEquals(CALLS + 3, service.calls());
        assertEquals(3, command.pauses().size());
    }

    @Test
    @DisplayName("broken off at any call it goes on from there: nothing is left out, no answered call is made again")
    void resumesAnywhere() throws IOException {
        lines.set(1, LineKind.RECORD.line("{\"id\":\"bad\"}"));
        Files.writeString(file, String.join("", lines));
        for (int good = 0; good < CALLS; good++) {
            int before = service.calls();
            int taken = muster.taken().size();
            service.shutAfter(before + good);
            assertEquals(Fleet.BROKEN_OFF, intake("--concurrency", "1"), command::toString);

            service.open();
            assertEquals(Fleet.LINES_FAILED, intake("--concurrency", "1", "--resume"), command::toString);

            assertEquals(900, muster.things().size());
            assertEquals(901, muster.taken().size() - taken);
            assertEquals(CALLS + 1, service.calls() - before);
            assertEquals("{\"line\":2,\"errorCode\":400004,\"message\":\"this one is bad\"}\n", failed());
            assertFalse(left().contains("fleet.ndjson.checkpoint"));
        }
    }

    @Test
    @DisplayName("with eight calls at a time a line is sent at least once, however it is broken off")
    void resumesSideBySide() throws IOException {
        for (int good = 1; good < CALLS; good++) {
            service.shutAfter(service.calls() + good);
            assertEquals(Fleet.BROKEN_OFF, intake(), command::toString);
            service.open();
            assertEquals(Fleet.DONE, intake("--resume"), command::toString);
            assertEquals(901, muster.things().size());
        }
    }

    @Test
    @DisplayName("goes on only with the file it was begun with")
    void anotherFile() throws IOException {
        service.shutAfter(4);
        assertEquals(Fleet.BROKEN_OFF, intake(), command::toString);
        service.open();
        Files.writeString(file, Lines.group(9));

        assertEquals(Fleet.BROKEN_OFF, intake("--resume"), command::toString);

        assertTrue(command.err().contains("begin anew"), command::toString);
        assertEquals(Fleet.DONE, intake(), command::toString);
    }

    private int intake(String... more) {
        return command.run(
                Stream.concat(Stream.of("import", "--to-env", "FLEET", "--in", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private String failed() throws IOException {
        return Files.readString(folder.resolve("fleet.ndjson.failed"));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
