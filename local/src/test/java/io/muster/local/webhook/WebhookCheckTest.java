package io.muster.local.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 5.3: local/webhook-check asks a webhook and explains what is wrong with its answer")
class WebhookCheckTest {
    private static final String GOOD = "{\"iotHubHostName\":\"hub-2.azure-devices.net\"}";
    private static final String KEY = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private int status = 200;
    private List<String> answers = List.of(GOOD);
    private String said = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                String answer = answers.get(asked.getAndIncrement() % answers.size());
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api?code=s3cret-key";
    }

    private int check(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = new WebhookCheck(
                        Map.of("HOOK", url()), Clock.systemUTC(), new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(args);
        said = out.toString(StandardCharsets.UTF_8);
        assertFalse(said.contains("s3cret"), said);
        return exit;
    }

    @Test
    @DisplayName("a good one is asked in each form; the payload is told from 2019-03-31 on, the key never")
    void good() {
        assertEquals(WebhookCheck.FINE, check(url()), said);

        assertEquals(6, bodies.size(), "four forms, and one operation twice");
        for (int i = 0; i < 4; i++) {
            String body = bodies.get(i);
            assertEquals(i >= 2, body.contains("\"payload\":{\"model\":\"press\""), body);
            assertFalse(body.contains("s3cret"), body);
            assertTrue(body.contains("\"linkedHubs\":[\"hub-1.azure-devices.net\",\"hub-2.azure-devices.net\"]"), body);
        }
        assertTrue(said.contains("2019-03-31: chose hub-2.azure-devices.net in "), said);
        assertEquals(WebhookCheck.FINE, check("@HOOK"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "200; not json; is not well-formed JSON",
                "200; `<html>s3cret-key</html>`; is HTML or XML",
                "200; `[]`; must be a JSON object",
                "200; `{}`; iotHubHostName is missing",
                "200; `{\"iotHubHostName\":7}`; iotHubHostName must be a string",
                "200; `{\"iotHubHostName\":\"hub-3.azure-devices.net\"}`; linkedHubs",
                "200; `{\"iotHubHostName\":\"hub-1.azure-devices.net\",\"payload\":\"x\"}`; payload must be an object",
                "200; `{\"iotHubHostName\":\"hub-1.azure-devices.net\",\"initialTwin\":{\"tags\":[]}}`; tags",
                "200; ``; the answer has no body",
                "204; ``; the answer has no body",
                "302; ``; redirects are not followed",
                "401; ``; key",
                "404; ``; status code: 404",
                "503; ``; tried again later"
            })
    @DisplayName("what is wrong with an answer is said in words, with the code that registrations would fail with")
    void wrong(int code, String answer, String words) {
        status = code;
        answers = List.of(answer);

        assertEquals(WebhookCheck.WRONG, check(url()), said);

        assertTrue(said.contains(words), said);
        assertTrue(said.contains("40020"), said);
    }

    @Test
    void tooLongAnAnswer() {
        answers = List.of(" ".repeat(5 << 20));

        assertEquals(WebhookCheck.WRONG, check(url()), said);
        assertTrue(said.contains("longer than 64 KB"), said);
    }

    @Test
    void nobodyThere() {
        String url = url();
        server.stop(0);

        assertEquals(WebhookCheck.WRONG, check(url));
        assertTrue(said.contains("no connection"), said);
    }

    @Test
    @DisplayName("hints: an answer that changes when asked again, and a signature nobody looks at")
    void hints() {
        answers = List.of(GOOD, GOOD.replace("hub-2", "hub-1"));

        assertEquals(WebhookCheck.FINE, check(url(), "--key", KEY), said);

        assertTrue(said.contains("answered differently"), said);
        assertTrue(said.contains("x-muster-signature"), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--key",
                "http://hook.example/?s3cret-key",
                "ftp://x",
                "@NOTHING",
                "https://u:s3cret-key@h/",
                "https://h/ --key s3cret-key",
                "https://h/ --hub a:1",
                "https://h/ --payload {",
                "https://h/ --ca /nothing/there",
                "https://h/ --other 1"
            })
    void wrongOptions(String line) {
        assertEquals(WebhookCheck.WRONG_OPTIONS, check(line.isEmpty() ? new String[0] : line.split(" ", -1)));
    }
}
