package io.muster.local.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.muster.local.host.sample.Exchange;
import io.muster.local.host.sample.HttpFunctions;
import io.muster.local.host.sample.InstanceFunctions;
import io.muster.local.host.sample.SampleInjector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP side over real sockets; the names of the tests are the platform's rules. */
class HttpFunctionsTest {
    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static RunningHost host;

    @BeforeAll
    static void start() throws Exception {
        host = run(PackagedApp.of(folder, HttpFunctions.class));
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    private static RunningHost run(Path app) throws Exception {
        return RunningHost.start(
                new HostOptions(app, Role.HTTP, 0, OptionalInt.empty(), false), Map.of(), Clock.systemUTC());
    }

    private static HttpRequest.Builder to(RunningHost target, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + target.port().orElseThrow() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.timeout(java.time.Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(to(host, path));
    }

    @Test
    void aFunctionSeesMethodUrlLowerCaseHeadersQueryAndBody() throws Exception {
        // when
        HttpResponse<String> response = send(to(host, "/ECHO/a%2Fb/%41?x=1&x=2&empty=&y=%20z")
                .header("X-Mixed", "one")
                .header("X-Mixed", "two")
                .header("traceparent", "00-aa-bb-01")
                .POST(BodyPublishers.ofString("h\u00e9llo")));

        // then
        List<String> lines = response.body().lines().toList();
        assertEquals(202, response.statusCode());
        assertEquals("POST", lines.get(0));
        assertTrue(lines.get(1).endsWith("/ECHO/a%2Fb/A?x=1&x=2&empty=&y=%20z"), lines.get(1));
        assertTrue(lines.get(2).contains("x-mixed=one,two"), lines.get(2));
        assertEquals("{x=1,2, y= z}", lines.get(3));
        assertEquals("body=h\u00e9llo", lines.get(4));
        assertEquals("A_Echo 00-aa-bb-01", lines.get(5));
    }

    @Test
    void aResponseHeaderHasOneValueAndTextIsPlainByDefault() throws Exception {
        // when
        HttpResponse<String> response = get("/echo/x");

        // then
        assertEquals(List.of("last"), response.headers().allValues("x-answer"));
        assertEquals(List.of("text/plain; charset=utf-8"), response.headers().allValues("content-type"));
    }

    @Test
    void headGetsTheLengthButNoBody() throws Exception {
        // when
        HttpResponse<String> response = send(to(host, "/echo/x").method("HEAD", BodyPublishers.noBody()));

        // then
        assertEquals(202, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void routesHaveNoPrecedenceTheFirstFunctionNameWins() throws Exception {
        assertEquals("item query", get("/items/query").body());
        assertEquals(
                "literal",
                send(to(host, "/items/query").PUT(BodyPublishers.noBody())).body());
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /items/1", "POST, /fail/throw", "GET, /nothing", "GET, /items", "GET, /items/a/b/c", "GET, /"})
    void aWrongMethodOrPathIs404WithoutBody(String method, String path) throws Exception {
        // when
        HttpResponse<String> response = send(to(host, path).method(method, BodyPublishers.noBody()));

        // then
        assertEquals(404, response.statusCode());
        assertEquals("", response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "error", "header", "body", "100"})
    void aFailedFunctionIs500WithoutBody(String how) throws Exception {
        // when
        HttpResponse<String> response = get("/fail/" + how);

        // then
        assertEquals(500, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void anAbsentOptionalBindingNameFailsBeforeTheFunction() throws Exception {
        assertEquals("note x", get("/notes/x").body());
        assertEquals(500, get("/notes").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"application/octet-stream, 200", "multipart/mixed; boundary=x, 200", "application/json, 500"})
    void onlyOctetStreamAndMultipartReachAFunctionAsBytes(String type, int status) throws Exception {
        // given
        byte[] body = {0, (byte) 0xFF, 1};

        // when
        HttpResponse<byte[]> response = CLIENT.send(
                to(host, "/bytes")
                        .header("content-type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());

        // then
        assertEquals(status, response.statusCode());
        assertArrayEquals(status == 200 ? body : new byte[0], response.body());
    }

    @Test
    void theAppSeesTheFunctionsApiAndTheJdkButNothingElseOfTheHost() throws Exception {
        assertEquals(
                "function-app true absent absent absent present", get("/loader").body());
    }

    @Test
    void aLargeBodyIsTakenWhole() throws Exception {
        // given
        String body = "x".repeat(3_000_000);

        // when
        HttpResponse<String> response = send(to(host, "/echo/big").POST(BodyPublishers.ofString(body)));

        // then
        assertTrue(response.body().contains("body=" + body));
    }

    @Test
    void withoutAnInjectorEveryInvocationHasItsOwnInstance(@TempDir Path other) throws Exception {
        // given
        try (RunningHost own = run(PackagedApp.of(other, InstanceFunctions.class, HttpFunctions.class))) {
            // when
            String first = send(to(own, "/instance")).body();

            // then
            assertTrue(first.startsWith("new "), first);
            assertNotEquals(first, send(to(own, "/instance")).body());
        }
    }

    @Test
    void theInjectorGivesTheInstance(@TempDir Path other) throws Exception {
        // given
        Path app = PackagedApp.in(other)
                .with(InstanceFunctions.class, HttpFunctions.class)
                .service(FunctionInstanceInjector.class, SampleInjector.class)
                .write();
        try (RunningHost own = run(app)) {
            // then
            assertEquals("injected", send(to(own, "/instance")).body());
        }
    }

    @Test
    void theRoutePrefixOfHostJsonGoesBeforeEveryRoute(@TempDir Path other) throws Exception {
        // given
        Path app =
                PackagedApp.in(other).with(HttpFunctions.class).hostJson("{}").write();
        try (RunningHost own = run(app)) {
            // then
            assertEquals("item 7", send(to(own, "/api/items/7")).body());
            assertEquals(404, send(to(own, "/items/7")).statusCode());
        }
    }

    @Test
    void anInvocationLongerThanFunctionTimeoutIs500(@TempDir Path other) throws Exception {
        // given
        Exchange.open(new LinkedBlockingQueue<>(), new CountDownLatch(1), new CountDownLatch(1));
        Path app = PackagedApp.in(other)
                .with(HttpFunctions.class)
                .hostJson("{\"functionTimeout\":\"00:00:01\"}")
                .write();
        try (RunningHost own = run(app)) {
            // when
            HttpResponse<String> response = send(to(own, "/api/slow"));

            // then
            assertEquals(500, response.statusCode());
            assertEquals("", response.body());
        }
    }

    @Test
    void aStopLetsInvocationsUnderWayFinishAndRefusesNewOnes(@TempDir Path other) throws Exception {
        // given
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Exchange.open(new LinkedBlockingQueue<>(), started, gate);
        RunningHost own = run(PackagedApp.of(other, HttpFunctions.class));
        CompletableFuture<HttpResponse<String>> slow =
                CLIENT.sendAsync(to(own, "/slow").build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertTrue(started.await(10, TimeUnit.SECONDS));

        // when
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(own));
        while (send(to(own, "/items/1")).statusCode() != 503) {
            Thread.onSpinWait();
        }
        gate.countDown();

        // then
        assertEquals("done", slow.get(10, TimeUnit.SECONDS).body());
        closing.get(10, TimeUnit.SECONDS);
    }

    private static void close(RunningHost own) {
        try {
            own.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
