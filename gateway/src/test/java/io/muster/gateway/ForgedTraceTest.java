package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.telemetry.TraceParent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 6.4: the gateway alone says which trace a call belongs to, and whether it is recorded")
class ForgedTraceTest {
    private static final String FORGED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    /** As clients would send them, also in other spellings. */
    private static final List<String> HEADERS =
            List.of("traceparent", "TraceParent", "tracestate", "baggage", "Request-Id", "Correlation-Context");

    private static TraceParent passedOn(int percent, String... headers) throws Exception {
        try (StubApp app = StubApp.start();
                TestGateway gateway = TestGateway.start(Limits.standard(), List.of(app.uri()), percent)) {
            HttpClient http = HttpClient.newBuilder()
                    .sslContext(gateway.client().context())
                    .build();
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.uri("/0ne00ABCDEF/registrations/dev-1/register"));
            for (String header : headers) {
                request.header(header, FORGED);
            }
            http.send(request.build(), BodyHandlers.discarding());

            StubApp.Seen seen = app.next();
            for (String header : headers) {
                assertFalse(seen.headers().getAll(header).contains(FORGED), header);
            }
            assertEquals(1, seen.headers().getAll("traceparent").size());
            return TraceParent.parse(seen.headers().get("traceparent")).orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    @DisplayName("a client's trace is dropped with all that belongs to it, and a new one begins")
    void dropped(int percent) throws Exception {
        TraceParent first = passedOn(percent, HEADERS.toArray(new String[0]));
        TraceParent second = passedOn(percent);

        assertNotEquals("0af7651916cd43dd8448eb211c80319c", first.traceId());
        assertNotEquals(first.traceId(), second.traceId());
        assertEquals(percent == 100, first.sampled());
    }

    @Test
    @DisplayName(
            "a call that is recorded leaves a line with its ids, its status and its time, and nothing of what was said")
    void line() throws Exception {
        try (Lines lines = new Lines()) {
            TraceParent trace = passedOn(100);

            String line = lines.next();
            assertTrue(line.matches("trace " + trace.traceId() + " span " + trace.spanId() + ": 200 in \\d+ ms"), line);
        }
    }

    /** What the gateway logs about traces. */
    private static final class Lines extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("io.muster.gateway.upstream.UpstreamCall");
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Lines() {
            logger.addHandler(this);
        }

        String next() throws InterruptedException {
            String line = lines.poll(10, TimeUnit.SECONDS);
            return line == null ? "no line" : line;
        }

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().equals(Level.INFO)) {
                lines.add(new SimpleFormatter().formatMessage(logged));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
