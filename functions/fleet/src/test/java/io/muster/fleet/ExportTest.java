package io.muster.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.fleet.Command.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("issue 6.7: an export overwrites no file")
final class ExportTest {
    private static final String TWO_ROOTS = """
            version: 1
            certificates:
              example-root: {certificate: file:root.pem, isVerified: true}
              second-root: {certificate: file:root.pem, isVerified: true}
            """;

    @TempDir
    private Path folder;

    private FakeService service;
    private Command command;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        command = new Command(service, folder);
        command.write("root.pem", ServiceTest.ROOT);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("an export leaves an equal certificate file alone, and writes nothing where another is in its place")
    void exportBesideFiles() throws IOException {
        assertEquals(0, command.over(TWO_ROOTS, "apply").exitCode());
        Path file = folder.resolve("exported").resolve("fleet.yaml");
        Path certificates = file.resolveSibling("certificates");
        Files.createDirectories(certificates);
        Files.writeString(certificates.resolve("second-root.pem"), "my own");

        Ending refused = command.run("export", "--out", file.toString());

        assertEquals(3, refused.exitCode(), refused::said);
        assertTrue(refused.err().contains("second-root.pem exists already"), refused::said);
        assertEquals("my own", Files.readString(certificates.resolve("second-root.pem")));
        assertFalse(Files.exists(file) || Files.exists(certificates.resolve("example-root.pem")));

        Files.writeString(certificates.resolve("second-root.pem"), ServiceTest.ROOT);
        FileTime before = FileTime.fromMillis(0);
        Files.setLastModifiedTime(certificates.resolve("second-root.pem"), before);
        Ending export = command.run("export", "--out", file.toString());

        assertEquals(0, export.exitCode(), export::said);
        assertEquals(before, Files.getLastModifiedTime(certificates.resolve("second-root.pem")));
        assertEquals(ServiceTest.ROOT, Files.readString(certificates.resolve("example-root.pem")));
        assertEquals(0, command.run("drift", file.toString()).exitCode());
    }
}
