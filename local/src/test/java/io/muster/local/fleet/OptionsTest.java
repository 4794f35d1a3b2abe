package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The options of the fleet command")
final class OptionsTest {
    private static final String KEY = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";
    private static final String GOOD = "HostName=a.example;SharedAccessKeyName=p;SharedAccessKey=" + KEY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "move",
                "export --out f",
                "export --from @THERE",
                "export --from @THERE --from-env THERE --out f",
                "export --from @MISSING --out f",
                "export --from-env MISSING --out f",
                "export --to @THERE --out f",
                "export --from @THERE --out f --concurrency 4",
                "import --to @THERE",
                "import --to @THERE --in f --concurrency 0",
                "import --to @THERE --in f --concurrency 65",
                "import --to @THERE --in f --concurrency many",
                "import --to @THERE --in /there/is/no/such/file",
                "release --to @THERE",
                "release --to @THERE --percent -1",
                "release --to @THERE --percent 101",
                "export --from @THERE --out f --ca /there/is/no/such/file"
            })
    @DisplayName("that are wrong are refused before anything is called, and no key is shown")
    void wrong(String line) {
        Command command = new Command(Map.of("THERE", GOOD));

        assertEquals(Fleet.WRONG_OPTIONS, command.run(line.isEmpty() ? new String[0] : line.split(" ", -1)));

        assertFalse(command.err().isBlank());
        assertFalse(command.toString().contains(KEY), command::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HostName=a.example;SharedAccessKeyName=p",
                "SharedAccessKeyName=p;SharedAccessKey=" + KEY,
                "HostName=a.example;SharedAccessKey=" + KEY,
                "HostName=a b;SharedAccessKeyName=p;SharedAccessKey=" + KEY,
                "HostName=a.example;SharedAccessKeyName=p;SharedAccessKey=!" + KEY,
                GOOD + ";HostName=b.example",
                GOOD + ";Colour=" + KEY,
                GOOD + ";" + KEY,
                GOOD + ";Endpoint=" + KEY,
                GOOD + ";Endpoint=http://a.example",
                GOOD + ";Endpoint=http://127.0.0.1.example.net",
                GOOD + ";Endpoint=https://user@a.example",
                GOOD + ";Endpoint=https://a.example/path",
                GOOD + ";Endpoint=https://"
            })
    @DisplayName(
            "2.4: a connection string that is none, or would send its token in the clear, is refused without being shown")
    void wrongConnectionStrings(String text) {
        Command command = new Command(Map.of());

        assertEquals(Fleet.WRONG_OPTIONS, command.run("mend", "--to", text));

        assertFalse(command.toString().contains(KEY), command::toString);
    }

    @Test
    @DisplayName("a connection string goes to its host over TLS, unless it names an endpoint")
    void endpoints() {
        assertEquals(
                "https://a.example", ConnectionString.parse(GOOD).endpoint().toString());
        assertEquals(
                "http://127.0.0.1:8080",
                ConnectionString.parse(GOOD + ";Endpoint=http://127.0.0.1:8080")
                        .endpoint()
                        .toString());
        assertFalse(ConnectionString.parse(GOOD).toString().contains(KEY));
    }

    @Test
    @DisplayName("a key that is not the service's: broken off at once with the service's own words, and no key shown")
    void wrongKey(@TempDir Path folder) throws IOException {
        try (TestService service = TestService.start(new FakeMuster())) {
            String wrong = service.connectionString().replace(service.secret(), KEY);
            Command command = new Command(Map.of("WRONG", wrong));

            int code = command.run(
                    "export", "--from", "@WRONG", "--out", folder.resolve("f").toString());

            assertEquals(Fleet.BROKEN_OFF, code);
            assertEquals(1, service.calls());
            assertTrue(command.err().contains("401 401002 Unauthorized"), command::toString);
            assertFalse(command.toString().contains(KEY), command::toString);
        }
    }

    @Test
    @DisplayName("mend calls until it is done; release names the group in the path")
    void upkeep() throws IOException {
        TestService.Handler handler = heard -> heard.path().equals("/muster/mend")
                ? TestService.Reply.page(
                        "{}", heard.header("x-ms-continuation").equals("2") ? Optional.empty() : next(heard))
                : TestService.Reply.ok(heard.body());
        try (TestService service = TestService.start(handler)) {
            Command command = Command.over(service);

            assertEquals(Fleet.DONE, command.run("mend", "--to", "@FLEET"), command::toString);
            assertEquals(Fleet.DONE, command.run("release", "--to", "@FLEET", "--percent", "5"), command::toString);
            assertEquals(
                    Fleet.DONE,
                    command.run("release", "--to", "@FLEET", "--percent", "100", "--group", "a/b"),
                    command::toString);

            assertTrue(command.out().startsWith("Mended in 3 calls\n5 % of"), command::toString);
            assertEquals(
                    List.of("POST /muster/mend", "POST /muster/mend", "POST /muster/mend", "PUT /muster/releases"),
                    service.heard().subList(0, 4));
            assertEquals("PUT /muster/releases/a/b", service.heard().get(4), "the path is shown decoded");
        }
    }

    private static Optional<String> next(TestService.Heard heard) {
        return Optional.of(heard.header("x-ms-continuation").isEmpty() ? "1" : "2");
    }
}
