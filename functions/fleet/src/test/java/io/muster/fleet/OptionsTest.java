package io.muster.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.fleet.Command.Ending;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("issue 6.7: the command line")
final class OptionsTest {
    @TempDir
    private Path folder;

    private FakeService service;
    private Command command;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        command = new Command(service, folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("without a command the usage is shown")
    void usage() {
        Ending ending = command.run();

        assertEquals(3, ending.exitCode());
        assertTrue(ending.err().contains("Exit codes:"), ending::said);
    }

    @Test
    @DisplayName("a secret on the command line is refused and not repeated")
    void secretOnTheCommandLine() {
        Ending ending = command.over("version: 1\n", "plan", "--connection=HostName=c2VjcmV0");

        assertEquals(3, ending.exitCode());
        assertTrue(ending.err().contains("There is no option --connection here"), ending::said);
        assertFalse(ending.said().contains("c2VjcmV0"), ending::said);
    }

    @Test
    @DisplayName("the connection string may come from a file, and two credentials are one too many")
    void connectionFile() {
        Path file = command.write("connection", command.environment.getOrDefault("MUSTER_CONNECTION", "") + "\n");
        command.environment.remove("MUSTER_CONNECTION");

        assertEquals(3, command.over("version: 1\n", "plan").exitCode());
        assertEquals(
                0,
                command.over("version: 1\n", "drift", "--connection-file", file.toString())
                        .exitCode());
        command.environment.put("MUSTER_TOKEN", "t");
        Ending both = command.over("version: 1\n", "plan", "--connection-file", file.toString());
        assertTrue(both.err().contains("Give either a connection string"), both::said);
    }

    @Test
    @DisplayName("a token needs to be told where the service is")
    void token() {
        command.environment.remove("MUSTER_CONNECTION");
        command.environment.put("MUSTER_TOKEN", "t");

        Ending nowhere = command.over("version: 1\n", "plan");
        command.environment.put("MUSTER_ENDPOINT", service.endpoint().toString());
        Ending there = command.over("version: 1\ngroups: {}\n", "plan", "--service", "dps.example.net");

        assertTrue(nowhere.err().contains("--service or MUSTER_SERVICE"), nowhere::said);
        assertEquals(0, there.exitCode(), there::said);
    }

    @Test
    @DisplayName("no file, no text, two files: each is told")
    void files() {
        assertTrue(command.run("plan", folder.resolve("none").toString()).err().contains("There is no file"));
        assertTrue(command.run("plan").err().contains("Give one description"));
        assertTrue(command.run("export").err().contains("--out has to name"));
        assertTrue(command.run("export", "x").err().contains("reads no description"));
        assertTrue(command.over("version: 1\n", "apply", "--expect").err().contains("--expect needs a value"));
    }

    @Test
    @DisplayName("a service that is not there, or is another, is told")
    void foreignService() {
        service.fail("GET /enrollmentGroups/a", 403, "");
        String one = "version: 1\ngroups: {a: {attestation: {type: symmetricKey}}}\n";

        Ending refused = command.over(one, "plan");
        service.close();
        Ending gone = command.over(one, "plan");

        assertEquals(1, refused.exitCode(), refused::said);
        assertTrue(refused.err().contains("GET /enrollmentGroups/a was answered with status 403"), refused::said);
        assertEquals(1, gone.exitCode(), gone::said);
        assertTrue(gone.err().contains("had no answer from http://127.0.0.1"), gone::said);
    }
}
