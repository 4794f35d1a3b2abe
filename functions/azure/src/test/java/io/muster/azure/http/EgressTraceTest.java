package io.muster.azure.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TestTls;
import io.muster.azure.telemetry.OtelTraces;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: calls of hubs and webhooks are parts of their traces")
class EgressTraceTest {
    private static final SSLContext TLS = TestTls.loopback();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final TraceParent CALLER = TraceParent.begin(new Random(1), true);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Traces traces = new OtelTraces(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build());
    /** The spans that ran where names are looked up, which is on the thread of the call. */
    private final List<String> onTheCallsThread = new CopyOnWriteArrayList<>();

    private Egress egress(Traces by) {
        return Egress.over(
                        AddressRules.PUBLIC.withLoopback(),
                        host -> {
                            onTheCallsThread.add(Span.current().getSpanContext().getSpanId());
                            return InetAddress.getAllByName("127.0.0.1");
                        },
                        () -> TLS)
                .traced(by);
    }

    private static Egress.Call call(int port) {
        return new Egress.Call(
                "hub create identity",
                "PUT",
                URI.create("https://hook.example:" + port + "/devices/planted-id?code=planted-code"),
                Map.of("Authorization", "planted-token"),
                "{\"key\":\"planted-key\"}",
                1000);
    }

    private static RawServer server(int status) throws IOException {
        return new RawServer(TLS, "127.0.0.1", 0, RawServer.Answer.of(status, "", "planted-answer"));
    }

    private static String told(RawServer server) {
        return server.heads()
                .get(0)
                .lines()
                .filter(line -> line.startsWith("traceparent: "))
                .map(line -> line.substring("traceparent: ".length()))
                .findFirst()
                .orElse("none");
    }

    @Test
    @DisplayName(
            "a call is a child of what it is made in, names itself to whom it goes, and goes with it over to its thread")
    void child() throws Exception {
        try (RawServer server = server(200);
                Part part = traces.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            assertEquals(200, egress(traces).send(call(server.port()), TIMEOUT).status());

            SpanData span = exporter.getFinishedSpanItems().get(0);
            assertEquals("hub create identity", span.getName());
            assertEquals(SpanKind.CLIENT, span.getKind());
            assertEquals(CALLER.traceId(), span.getTraceId());
            assertEquals("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01", told(server));
            assertEquals(List.of(span.getSpanId()), onTheCallsThread);
            assertEquals("hook.example", span.getAttributes().get(AttributeKey.stringKey("server.address")));
            assertEquals("200", span.getAttributes().get(AttributeKey.stringKey("http.response.status_code")));
            assertFalse(span.toString().contains("planted"), span::toString);
        }
    }

    @Test
    @DisplayName("a failure is told by its status or its kind, in nobody's words")
    void failures() throws Exception {
        int nobody;
        try (RawServer server = server(503);
                Part part = traces.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            assertEquals(503, egress(traces).send(call(server.port()), TIMEOUT).status());
            nobody = server.port();
        }
        try (Part part = traces.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            assertThrows(IOException.class, () -> egress(traces).send(call(nobody), TIMEOUT));
        }

        List<SpanData> calls = exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .toList();
        assertEquals(2, calls.size());
        for (SpanData span : calls) {
            assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
            assertEquals(List.of(), span.getEvents(), "no exception with its message");
            assertFalse(span.toString().contains("planted"), span::toString);
        }
        assertEquals("503", calls.get(0).getAttributes().get(AttributeKey.stringKey("error.type")));
        assertTrue(String.valueOf(calls.get(1).getAttributes().get(AttributeKey.stringKey("error.type")))
                .endsWith("Exception"));
    }

    @Test
    @DisplayName("without an SDK the caller's trace goes out as it came; outside of any trace none does")
    void withoutSdk() throws Exception {
        Traces silent = new OtelTraces(OpenTelemetry.noop());
        try (RawServer server = server(200);
                Part part = silent.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            Egress.Answer unused = egress(silent).send(call(server.port()), TIMEOUT);
            assertEquals(CALLER.text(), told(server));
        }
        try (RawServer server = server(200)) {
            Egress.Answer unused = egress(silent).send(call(server.port()), TIMEOUT);
            assertEquals("none", told(server));
        }
    }
}
