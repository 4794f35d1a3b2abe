package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Text from outside, changed at random")
final class FleetFuzzTest {
    private static final String KEY = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Something that reads text. */
    @FunctionalInterface
    private interface Reader {
        void read(String text) throws IOException;
    }

    @Test
    @DisplayName("a connection string is read or refused, and a refusal does not quote it")
    void connectionStrings() {
        String good =
                "HostName=a.example;SharedAccessKeyName=p;SharedAccessKey=" + KEY + ";Endpoint=https://127.0.0.1:1";
        for (int round = 0; round < 20_000; round++) {
            String text = mutated(good);
            try {
                assertNotNull(ConnectionString.parse(text).endpoint());
            } catch (IllegalArgumentException e) {
                String said = String.valueOf(e.getMessage());
                assertTrue(!said.contains(KEY.substring(0, 12)), () -> "seed " + seed + ": " + said);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", text " + text, e);
            }
        }
    }

    @Test
    @DisplayName("every line has a kind")
    void kinds() {
        String good = "{\"x\":[1,{\"enrollment\":2}],\"registration\":{\"registrationId\":\"ü\"}}";
        each(20_000, good, text -> assertNotNull(LineKind.of(text)));
    }

    @Test
    @DisplayName("every file is cut into all of its lines")
    void files(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("fuzz");
        String good = Lines.group(1) + Lines.record(2) + "\r\n\n" + Lines.enrollment(3) + "{";
        for (int round = 0; round < 500; round++) {
            String text = mutated(good);
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            int lines = 0;
            for (LineKind kind : LineKind.values()) {
                try (Batches batches = Batches.open(file, kind, 0)) {
                    for (var batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                        lines += batch.get().numbers().size();
                    }
                }
            }
            String[] all = text.split("\n", -1);
            long wanted = List.of(all).stream().filter(line -> !line.isBlank()).count();
            assertTrue(lines == wanted, "seed " + seed + ", round " + round + ": " + lines + " of " + wanted);
        }
    }

    @Test
    @DisplayName("notes of how far it was are read or refused")
    void notes(@TempDir Path folder) {
        Path file = folder.resolve("note");
        LineSource source = new ExportSource(client(), true, true);
        String state =
                "{\"source\":\"" + source.name() + "\",\"place\":\"x\",\"bytes\":1,\"attentionBytes\":0,\"lines\":1}";
        each(500, state, text -> {
            Files.writeString(file, text);
            assertNotNull(DownloadState.read(file, source));
        });
        String checkpoint =
                "{\"source\":\"s\",\"kind\":\"RECORD\",\"line\":3,\"failedBytes\":0,\"counts\":{\"created\":3}}";
        each(500, checkpoint, text -> {
            Files.writeString(file, text);
            assertNotNull(new CheckpointFile(file).read("s"));
        });
        each(5_000, DpsPlace.records("p", "g", "f").text(), text -> assertNotNull(DpsPlace.parse(text)));
    }

    @Test
    @DisplayName("answers that are no errors of the service's are told as they are")
    void errors() {
        HttpHeaders none = HttpHeaders.of(Map.of("Retry-After", List.of("1")), (name, value) -> true);
        each(5_000, "{\"errorCode\":400004,\"message\":\"no\"}", text -> {
            Answer answer = new Answer(400, none, text);
            assertNotNull(answer.failure(Ask.of("GET", "/")));
            assertNotNull(new Answer(429, HttpHeaders.of(Map.of("Retry-After", List.of(text)), (n, v) -> true), "")
                    .retryAfter());
        });
    }

    /** Reads changed forms of a text; what is refused by an {@link IOException} is well read. */
    private void each(int rounds, String good, Reader reader) {
        for (int round = 0; round < rounds; round++) {
            String text = mutated(good);
            try {
                reader.read(text);
            } catch (IOException e) {
                assertNotNull(e.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round + ", text " + text, e);
            }
        }
    }

    private String mutated(String good) {
        StringBuilder text = new StringBuilder(good);
        for (int i = random.nextInt(5); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(0xD800));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, good, 0, random.nextInt(good.length()));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static ServiceClient client() {
        ConnectionString connection =
                ConnectionString.parse("HostName=a.example;SharedAccessKeyName=p;SharedAccessKey=" + KEY);
        return new ServiceClient(connection, Optional.empty(), Clock.systemUTC(), length -> {});
    }
}
