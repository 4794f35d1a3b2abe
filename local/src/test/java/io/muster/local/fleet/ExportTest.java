package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("fleet export")
final class ExportTest {
    private static final int DEVICES = 1300;
    private static final int PAGES = 6;

    private final FakeMuster muster = new FakeMuster();

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
        for (int n = 0; n < DEVICES; n++) {
            muster.put(Lines.enrollment(n));
            muster.put(Lines.record(n));
        }
        muster.put(Lines.group(1));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("writes every line and says how far it is each 1,000 lines")
    void whole() throws IOException {
        assertEquals(Fleet.DONE, export("--keys"), command::toString);

        assertEquals(everything(), Files.readString(file));
        assertEquals(PAGES, service.calls());
        assertEquals(
                "GET /muster/export?keys=true&records=true", service.heard().get(0));
        assertEquals("1000 lines written\n2000 lines written\n", command.err());
        assertEquals("2601 lines in " + file + "\n", command.out());
        assertEquals(List.of("fleet.ndjson"), left());
    }

    @Test
    @DisplayName("asks for no keys and no records unless it is to")
    void modest() {
        assertEquals(Fleet.DONE, export("--no-records"), command::toString);

        assertEquals(
                "GET /muster/export?keys=false&records=false", service.heard().get(0));
        assertTrue(command.err().contains("get new keys"), command::toString);
    }

    @Test
    @DisplayName("leaves files that only their owner may read")
    void ownerOnly() throws IOException {
        Files.writeString(file, "an older one, for all to read");
        assertEquals(Fleet.DONE, export("--keys"), command::toString);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @DisplayName("429, 503 and a connection cut within a page: the page comes again, after as long as was asked for")
    void faults() throws IOException {
        service.fault(1, new TestService.Fault.Status(429, "7"));
        service.fault(3, new TestService.Fault.Status(503, ""));
        service.fault(4, new TestService.Fault.Cut());

        assertEquals(Fleet.DONE, export("--keys"), command::toString);

        assertEquals(everything(), Files.readString(file));
        assertEquals(PAGES + 3, service.calls());
        assertEquals(3, command.pauses().size());
        assertEquals(Duration.ofSeconds(7), command.pauses().get(0));
    }

    @Test
    @DisplayName("a service that stays busy breaks it off in the end, with what was written kept")
    void busyForEver() throws IOException {
        for (int call = 2; call < 100; call++) {
            service.fault(call, new TestService.Fault.Status(503, "1"));
        }

        assertEquals(Fleet.BROKEN_OFF, export("--keys"), command::toString);

        assertEquals(1 + Backoff.TRIES, service.calls());
        assertTrue(command.err().contains("503 busy"), command::toString);
        assertFalse(Files.exists(file));
        assertEquals(List.of("fleet.ndjson.attention.part", "fleet.ndjson.part", "fleet.ndjson.state"), left());
    }

    @Test
    @DisplayName("broken off after any page it goes on from there, to the same file")
    void resumesAnywhere() throws IOException {
        for (int good = 0; good < PAGES; good++) {
            int before = service.calls();
            service.shutAfter(before + good);
            assertEquals(Fleet.BROKEN_OFF, export("--keys"), command::toString);
            assertFalse(Files.exists(file));

            service.open();
            assertEquals(Fleet.DONE, export("--keys", "--resume"), command::toString);

            assertEquals(everything(), Files.readString(file));
            // All pages once, and the call that was refused.
            assertEquals(PAGES + 1, service.calls() - before);
            Files.delete(file);
        }
    }

    @Test
    @DisplayName("killed between a page and its state: the page is not there twice")
    void halfAPage() throws IOException {
        service.shutAfter(2);
        assertEquals(Fleet.BROKEN_OFF, export("--keys"), command::toString);
        Files.writeString(folder.resolve("fleet.ndjson.part"), Lines.group(7) + "{\"half", StandardOpenOption.APPEND);

        service.open();
        assertEquals(Fleet.DONE, export("--keys", "--resume"), command::toString);

        assertEquals(everything(), Files.readString(file));
    }

    @Test
    @DisplayName("killed between the last page and the file's name: only the name is given")
    void onlyTheName() throws IOException {
        assertEquals(Fleet.DONE, export("--keys"), command::toString);
        Path part = folder.resolve("fleet.ndjson.part");
        Files.move(file, part);
        String source = TestService.HOST + "/muster/export?keys=true&records=true";
        long bytes = Files.size(part);
        Files.writeString(
                folder.resolve("fleet.ndjson.state"),
                "{\"source\":\"" + source + "\",\"bytes\":" + bytes + ",\"attentionBytes\":0,\"lines\":2601}");

        assertEquals(Fleet.DONE, export("--keys", "--resume"), command::toString);

        assertEquals(PAGES, service.calls());
        assertEquals(everything(), Files.readString(file));
        assertEquals(List.of("fleet.ndjson"), left());
    }

    @Test
    @DisplayName("goes on only with what it was begun with")
    void anotherSource() throws IOException {
        service.shutAfter(1);
        assertEquals(Fleet.BROKEN_OFF, export("--keys"), command::toString);
        service.open();

        assertEquals(Fleet.BROKEN_OFF, export("--resume"), command::toString);
        assertTrue(command.err().contains("begin anew"), command::toString);

        Files.writeString(folder.resolve("fleet.ndjson.part"), "");
        assertEquals(Fleet.BROKEN_OFF, export("--keys", "--resume"), command::toString);
        assertTrue(command.err().contains("shorter than it was"), command::toString);

        assertEquals(Fleet.DONE, export("--keys"), command::toString);
        assertEquals(everything(), Files.readString(file));
    }

    private int export(String... more) {
        return command.run(
                Stream.concat(Stream.of("export", "--from", "@FLEET", "--out", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private String everything() {
        return String.join("", muster.things().values());
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
