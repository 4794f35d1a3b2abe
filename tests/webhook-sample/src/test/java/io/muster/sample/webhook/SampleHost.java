package io.muster.sample.webhook;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.muster.local.certificates.KeyStoreFile;
import io.muster.local.certificates.LocalAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Serves the function as the platform does, as far as it looks: key in the query, then the function itself. */
final class SampleHost implements AutoCloseable {
    static final String FUNCTION_KEY = "f0nction-key";

    private final HttpsServer server;
    private final LocalAuthority authority;

    SampleHost(ChooseHub function, Path directory) throws IOException, GeneralSecurityException {
        authority = LocalAuthority.open(directory, Clock.systemUTC());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                tls(authority.issueServer("webhook", List.of("localhost"), List.of("127.0.0.1")))));
        server.createContext("/api/choose-hub", exchange -> serve(function, exchange));
        server.start();
    }

    private static SSLContext tls(KeyStoreFile file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.path())) {
            store.load(in, file.password().toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, file.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** With the function's key. */
    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/api/choose-hub?code=" + FUNCTION_KEY;
    }

    SSLContext trust() throws GeneralSecurityException {
        return authority.clientContext();
    }

    Path caFile() {
        return authority.caFile();
    }

    private static void serve(ChooseHub function, HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known =
                    ("code=" + FUNCTION_KEY).equals(exchange.getRequestURI().getQuery());
            Answer answer = known ? (Answer) function.run(new Request(exchange)) : new Answer(HttpStatus.UNAUTHORIZED);
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status.value(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static final class Request implements HttpRequestMessage<Optional<String>> {
        private final URI uri;
        private final Map<String, String> headers = new HashMap<>();
        private final String body;

        Request(HttpExchange exchange) throws IOException {
            uri = exchange.getRequestURI();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public URI getUri() {
            return uri;
        }

        @Override
        public HttpMethod getHttpMethod() {
            return HttpMethod.POST;
        }

        @Override
        public Map<String, String> getHeaders() {
            return headers;
        }

        @Override
        public Map<String, String> getQueryParameters() {
            return Map.of();
        }

        @Override
        public Optional<String> getBody() {
            return Optional.of(body);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
            return new Answer(status);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
            return new Answer(status);
        }
    }

    private static final class Answer implements HttpResponseMessage.Builder, HttpResponseMessage {
        private final Map<String, String> headers = new TreeMap<>();
        private HttpStatusType status;
        private String body = "";

        Answer(HttpStatusType status) {
            this.status = status;
        }

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType code) {
            status = code;
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(Object content) {
            body = content.toString();
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return this;
        }

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public String getHeader(String name) {
            return headers.getOrDefault(name, "");
        }

        @Override
        public Object getBody() {
            return body;
        }
    }
}
