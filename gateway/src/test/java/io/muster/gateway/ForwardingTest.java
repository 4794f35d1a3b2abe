package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.EdgeProtocol;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("seams 1, 2: forwarding")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingTest {
    private StubApp app;
    private TestGateway gateway;
    private TestClient client;

    @BeforeAll
    void start() throws Exception {
        app = StubApp.start();
        gateway = TestGateway.start(Limits.standard(), app);
        client = gateway.client();
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        app.close();
    }

    @Test
    void a_request_arrives_with_a_genuine_edge_header_and_its_answer_goes_back() throws Exception {
        app.answers(response ->
                response.setStatusCode(202).putHeader("Retry-After", "3").end("{\"status\":\"assigning\"}"));
        HttpClient http = HttpClient.newBuilder().sslContext(client.context()).build();
        HttpRequest request = HttpRequest.newBuilder(
                        gateway.uri("/0ne/registrations/dev-1/register?api-version=2019-03-31"))
                .PUT(BodyPublishers.ofString("{\"registrationId\":\"dev-\u00fc\"}"))
                .build();

        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());

        assertEquals(202, response.statusCode());
        assertEquals("{\"status\":\"assigning\"}", response.body());
        assertEquals(List.of("3"), response.headers().allValues("retry-after"));
        StubApp.Seen seen = app.next();
        assertEquals("GENUINE", seen.verdict());
        assertEquals(EdgeProtocol.HTTPS, seen.claims().protocol());
        assertEquals("127.0.0.1", seen.claims().clientAddress());
        assertEquals("127.0.0.1", seen.claims().hostName());
        assertTrue(seen.claims().chain().isEmpty());
        assertEquals("{\"registrationId\":\"dev-\u00fc\"}", seen.body().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb/registrations/x",
                "/a/../b/./c",
                "/a%00b",
                "//double//slash",
                "/MiXeD/%c3%BC?Api-Version=2019-03-31&sr=a%2fb+c",
                "/enrollments/?api-version=2021-10-01",
                "/?",
                "/x?a=1?b=2&&;,[]|^`{}\"<>\\",
                "/%zz%"
            })
    void path_and_query_arrive_as_they_were_sent(String target) throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            assertEquals(
                    200, connection.ask("GET " + target + " HTTP/1.1", "\r\n").status());
        }
        StubApp.Seen seen = app.next();
        assertEquals(target, seen.uri());
        assertEquals(target, seen.claims().rawPathAndQuery());
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/p?q=1, /p?q=1",
        "https://other.example, /",
        "HTTPS://other.example?q, /?q",
        "http://other.example:80/%2F, /%2F"
    })
    void an_absolute_target_is_reduced_to_path_and_query(String target, String expected) throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            assertEquals(
                    200, connection.ask("GET " + target + " HTTP/1.1", "\r\n").status());
        }
        assertEquals(expected, app.next().uri());
    }

    @Test
    void headers_that_only_a_front_end_may_say_are_removed() throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            connection.ask(
                    "GET / HTTP/1.1",
                    lines(
                            "x-muster-edge: v1.test.AAAA.AAAA",
                            "X-Muster-Edge: two",
                            "X-MUSTER-Other: 1",
                            "X-ARR-ClientCert: AAAA",
                            "x-arr-CLIENTCERT: BBBB",
                            "X-Kept: 1"));
        }
        StubApp.Seen seen = app.next();
        assertEquals("GENUINE", seen.verdict());
        assertEquals(1, seen.headers().getAll("x-muster-edge").size());
        assertFalse(seen.headers().contains("x-muster-other"));
        assertFalse(seen.headers().contains("x-arr-clientcert"));
        assertEquals("1", seen.headers().get("x-kept"));
    }

    @Test
    void hop_by_hop_headers_stay_here_and_host_goes_on() throws Exception {
        app.answers(response -> response.putHeader("Keep-Alive", "timeout=5")
                .putHeader("Connection", "X-Internal")
                .putHeader("X-Internal", "1")
                .putHeader("X-Kept", "2")
                .end());
        RawConnection.Answer answer;
        try (RawConnection connection = client.connect()) {
            answer = connection.ask(
                    "GET / HTTP/1.1",
                    lines(
                            "Connection: keep-alive, X-Named, Host",
                            "X-Named: 1",
                            "Keep-Alive: 5",
                            "TE: trailers",
                            "Upgrade: websocket",
                            "Proxy-Authorization: Basic eA=="));
        }
        StubApp.Seen seen = app.next();
        for (String name : List.of("x-named", "keep-alive", "te", "upgrade", "proxy-authorization", "expect")) {
            assertFalse(seen.headers().contains(name), name);
        }
        assertEquals(List.of("dps.example:8443"), seen.headers().getAll("host"));
        assertEquals("dps.example", seen.claims().hostName());
        assertEquals("", answer.header("x-internal"));
        assertEquals("", answer.header("keep-alive"));
        assertEquals("2", answer.header("x-kept"));
    }

    @Test
    void a_chunked_body_arrives_with_a_content_length() throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            connection.ask(
                    "PUT /x HTTP/1.1",
                    "Transfer-Encoding: Chunked\r\n\r\n5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n");
        }
        StubApp.Seen seen = app.next();
        assertEquals("hello world", seen.body().toString());
        assertEquals("11", seen.headers().get("content-length"));
        assertFalse(seen.headers().contains("transfer-encoding"));
    }

    @ParameterizedTest
    @CsvSource({"GET, 2, {}", "POST, 0, ''", "DELETE, 0, ''"})
    @DisplayName("clients.md 14: a body on GET, and empty bodies, pass with their length")
    void bodies_and_their_lengths_pass(String method, String length, String body) throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            connection.ask(method + " /x HTTP/1.1", "Content-Length: " + length + "\r\n\r\n" + body);
        }
        StubApp.Seen seen = app.next();
        assertEquals(body, seen.body().toString());
        assertEquals(length, seen.headers().get("content-length"));
    }

    @Test
    void a_body_of_exactly_96_kilobytes_passes() throws Exception {
        app.answers(response -> response.end());
        String body = "x".repeat(96 * 1024);
        try (RawConnection connection = client.connect()) {
            assertEquals(
                    200,
                    connection
                            .ask("PUT /x HTTP/1.1", "Content-Length: 98304\r\n\r\n" + body)
                            .status());
        }
        assertEquals(body, app.next().body().toString());
    }

    @Test
    void one_connection_carries_many_requests_also_pipelined() throws Exception {
        app.answers(response -> response.end());
        try (RawConnection connection = client.connect()) {
            assertEquals(200, connection.ask("GET /1 HTTP/1.1", "\r\n").status());
            connection.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, connection.read().status());
            assertEquals(200, connection.read().status());
        }
        assertEquals(
                List.of("/1", "/2", "/3"),
                List.of(app.next().uri(), app.next().uri(), app.next().uri()));
    }

    @Test
    void a_client_that_expects_100_continue_gets_it() throws Exception {
        app.answers(response -> response.end("done"));
        try (RawConnection connection = client.connect()) {
            RawConnection.Answer first =
                    connection.ask("PUT /x HTTP/1.1", "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, first.status());
            connection.send("{}");
            assertEquals("done", connection.read().body());
        }
        assertEquals("{}", app.next().body().toString());
    }

    @Test
    void answers_without_a_body_keep_their_form() throws Exception {
        try (RawConnection connection = client.connect()) {
            app.answers(response -> response.putHeader("Content-Length", "42").end());
            assertEquals("42", connection.ask("HEAD /x HTTP/1.1", "\r\n").header("content-length"));
            app.answers(response -> response.setStatusCode(204).end());
            RawConnection.Answer deleted = connection.ask("DELETE /x HTTP/1.1", "\r\n");
            assertEquals(204, deleted.status());
            assertEquals("", deleted.header("content-length"));
            app.answers(response ->
                    response.setStatusCode(304).putHeader("ETag", "\"1\"").end());
            assertEquals(304, connection.ask("GET /x HTTP/1.1", "\r\n").status());
            app.answers(response -> response.setChunked(true).end("chunked"));
            assertEquals("chunked", connection.ask("GET /x HTTP/1.1", "\r\n").body());
        }
        for (int i = 0; i < 4; i++) {
            app.next();
        }
    }

    @Test
    void an_http_1_0_client_is_served_and_let_go() throws Exception {
        app.answers(response -> response.end("old"));
        try (RawConnection connection = client.connect()) {
            RawConnection.Answer answer = connection.ask("GET /x HTTP/1.0", "\r\n");
            assertEquals("old", answer.body());
            assertTrue(connection.isClosedByGateway());
        }
        assertEquals("/x", app.next().uri().toLowerCase(Locale.ROOT));
    }

    private static String lines(String... headers) {
        return String.join("\r\n", headers) + "\r\n\r\n";
    }
}
