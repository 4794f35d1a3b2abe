package io.muster.azure.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.CredentialUnavailableException;
import io.muster.azure.TestTls;
import io.muster.azure.http.AddressRules;
import io.muster.azure.http.Egress;
import io.muster.azure.http.RawServer;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.webhook.NoReplyException;
import io.muster.core.webhook.NoReplyException.Kind;
import io.muster.core.webhook.WebhookTransport.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

@DisplayName("Issue 5.2: calls of webhooks, over real sockets")
class WebhookHttpTest {
    private static final SSLContext TLS = TestTls.loopback();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<String> scopes = new CopyOnWriteArrayList<>();

    private WebhookHttp webhooks(AddressRules rules, Audiences audiences) {
        return webhooks(
                rules,
                audiences,
                request -> Mono.fromSupplier(() -> {
                    scopes.addAll(request.getScopes());
                    return new AccessToken(
                            "token-" + scopes.size(),
                            OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC).plusHours(1));
                }));
    }

    private static WebhookHttp webhooks(AddressRules rules, Audiences audiences, TokenCredential credential) {
        return new WebhookHttp(Egress.over(rules, () -> TLS), audiences, () -> credential, CLOCK);
    }

    private WebhookHttp webhooks() {
        return webhooks(AddressRules.PUBLIC.withLoopback(), Audiences.NONE);
    }

    private static RawServer server(RawServer.Answer answer) throws Exception {
        return new RawServer(TLS, "127.0.0.1", 0, answer);
    }

    private static WebhookUrl url(RawServer server) {
        return WebhookUrl.parse("https://127.0.0.1:" + server.port() + "/api/choose?code=s3cret");
    }

    private static Reply post(WebhookHttp webhooks, RawServer server, Duration timeout) throws NoReplyException {
        return webhooks.post(url(server), Map.of("x-muster-try", "1"), "{\"a\":1}", timeout);
    }

    @Test
    @DisplayName(
            "3.20: JSON is posted to the whole address, key and all, and nothing of this service's own goes with it")
    void posted() throws Exception {
        try (RawServer server = server(RawServer.Answer.of(429, "Retry-After: 7\r\n", "busy"))) {
            Reply reply = post(webhooks(), server, TIMEOUT);

            assertEquals(new Reply(429, Optional.of(Duration.ofSeconds(7)), "busy"), reply);
            String head = server.heads().get(0);
            assertTrue(head.startsWith("POST /api/choose?code=s3cret HTTP/1.1\n"), head);
            assertTrue(head.contains("x-muster-try: 1\n"), head);
            assertTrue(head.contains("Content-Type: application/json; charset=utf-8\n"), head);
            assertFalse(head.toLowerCase(Locale.ROOT).contains("authorization"), head);
        }
    }

    static Stream<Arguments> noReplies() {
        return Stream.of(
                Arguments.of(RawServer.Answer.of(200, "", "x".repeat(64 * 1024 + 1)), Kind.TOO_LONG),
                Arguments.of(RawServer.Answer.of(200, "", "x".repeat(5 << 20)), Kind.TOO_LONG),
                Arguments.of(RawServer.Answer.endless("x".repeat(1000)), Kind.TOO_LONG),
                Arguments.of(RawServer.Answer.stalled(""), Kind.TIMEOUT),
                Arguments.of(RawServer.Answer.stalled("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), Kind.TIMEOUT),
                Arguments.of((RawServer.Answer) (out, closed) -> false, Kind.BROKEN),
                Arguments.of(
                        (RawServer.Answer) (out, closed) -> {
                            out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
                            return false;
                        },
                        Kind.BROKEN),
                Arguments.of(
                        (RawServer.Answer) (out, closed) -> {
                            out.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                            return false;
                        },
                        Kind.BROKEN));
    }

    @ParameterizedTest
    @MethodSource("noReplies")
    @DisplayName("3.27: what comes back and is no answer is told apart, and its text holds no key")
    void noReply(RawServer.Answer answer, Kind kind) throws Exception {
        try (RawServer server = server(answer)) {
            NoReplyException failure = assertThrows(
                    NoReplyException.class,
                    () -> post(webhooks(), server, kind == Kind.TIMEOUT ? Duration.ofMillis(500) : TIMEOUT));

            assertEquals(kind, failure.kind());
            assertFalse((failure + " " + failure.getCause()).contains("s3cret"), failure.toString());
        }
    }

    @Test
    @DisplayName("64 KB are not too much")
    void longest() throws Exception {
        try (RawServer server = server(RawServer.Answer.of(200, "", "x".repeat(64 * 1024)))) {
            assertEquals(64 * 1024, post(webhooks(), server, TIMEOUT).body().length());
        }
    }

    @Test
    @DisplayName("seams 7: a webhook on a private address is not called unless it is listed")
    void forbidden() throws Exception {
        try (RawServer server = server(RawServer.Answer.of(200, "", "{}"))) {
            assertEquals(Kind.FORBIDDEN, kind(webhooks(AddressRules.PUBLIC, Audiences.NONE), server));
            assertEquals(List.of(), server.heads());
            assertEquals(
                    200,
                    post(webhooks(AddressRules.listing("127.0.0.1/32"), Audiences.NONE), server, TIMEOUT)
                            .status());
        }
    }

    private static Kind kind(WebhookHttp webhooks, RawServer server) {
        return assertThrows(NoReplyException.class, () -> post(webhooks, server, TIMEOUT))
                .kind();
    }

    @Test
    void nobodyListeningIsUnreachable() throws Exception {
        RawServer server = server(RawServer.Answer.of(200, "", "{}"));
        server.close();

        assertEquals(Kind.UNREACHABLE, kind(webhooks(), server));
    }

    @Test
    @DisplayName("seams 7: only a host with an audience gets a token, made out to that audience, and it is kept")
    void token() throws Exception {
        Audiences audiences = Audiences.of(Map.of("127.0.0.1", "api://line-chooser"));
        try (RawServer server = server(RawServer.Answer.of(200, "", "{}"))) {
            WebhookHttp webhooks = webhooks(AddressRules.PUBLIC.withLoopback(), audiences);
            for (int i = 0; i < 2; i++) {
                Reply unused = post(webhooks, server, TIMEOUT);
            }

            assertEquals(List.of("api://line-chooser/.default"), scopes);
            for (String head : server.heads()) {
                assertTrue(head.contains("Authorization: Bearer token-1\n"), head);
            }
        }
    }

    @Test
    @DisplayName("without a token a webhook with an audience is not called")
    void noToken() throws Exception {
        Audiences audiences = Audiences.of(Map.of("127.0.0.1", "api://line-chooser"));
        TokenCredential none = request -> Mono.error(new CredentialUnavailableException("no identity here"));
        try (RawServer server = server(RawServer.Answer.of(200, "", "{}"))) {
            assertEquals(Kind.NO_TOKEN, kind(webhooks(AddressRules.PUBLIC.withLoopback(), audiences, none), server));
            assertEquals(List.of(), server.heads());
        }
    }
}
