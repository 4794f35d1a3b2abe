package io.muster.azure.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: traces, as an exporter sees them")
class OtelTracesTest {
    private static final TraceParent RECORDED = TraceParent.begin(new Random(1), true);
    private static final TraceParent NOT_RECORDED = TraceParent.begin(new Random(2), false);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    /** An SDK that would record whatever it is given. */
    private Traces traces() {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        return new OtelTraces(
                OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    }

    @Test
    @DisplayName("a part is a child of its caller, and what begins within it is a child of the part")
    void parents() {
        Traces traces = traces();
        String told;

        try (Part outer = traces.begin(Kind.RECEIVE, "outer", Optional.of(RECORDED));
                Part inner = traces.begin(Kind.CALL, "inner")) {
            told = traces.current().orElseThrow().text();
            outer.note("a", "b");
            inner.failed("503");
        }

        List<SpanData> spans = exporter.getFinishedSpanItems();
        SpanData inner = spans.get(0);
        SpanData outer = spans.get(1);
        assertEquals(RECORDED.traceId(), outer.getTraceId());
        assertEquals(RECORDED.spanId(), outer.getParentSpanId());
        assertEquals(SpanKind.CONSUMER, outer.getKind());
        assertEquals("b", outer.getAttributes().get(AttributeKey.stringKey("a")));
        assertEquals(outer.getTraceId(), inner.getTraceId());
        assertEquals(outer.getSpanId(), inner.getParentSpanId());
        assertEquals(StatusCode.ERROR, inner.getStatus().getStatusCode());
        assertEquals("", inner.getStatus().getDescription());
        assertEquals("00-" + inner.getTraceId() + "-" + inner.getSpanId() + "-01", told);
        assertEquals(Optional.empty(), traces.current());
    }

    @Test
    @DisplayName("a trace that is not to be recorded is not, whatever the SDK would do, and is passed on as it came")
    void notRecorded() {
        Traces traces = traces();

        try (Part outer = traces.begin(Kind.WITHIN, "outer", Optional.of(NOT_RECORDED));
                Part inner = traces.begin(Kind.CALL, "inner")) {
            outer.note("a", "b");
            inner.failed("x");
            assertEquals(Optional.of(NOT_RECORDED), traces.current());
        }

        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }

    @Test
    @DisplayName("without a caller there is no trace")
    void noTrace() {
        Traces traces = traces();

        try (Part part = traces.begin(Kind.WITHIN, "call")) {
            part.name("other");
            assertEquals(Optional.empty(), traces.current());
        }

        assertTrue(exporter.getFinishedSpanItems().isEmpty());
    }

    @Test
    @DisplayName("a caller from outside counts for more than what the thread was at")
    void fromOutside() {
        Traces traces = traces();

        try (Part other = traces.begin(Kind.WITHIN, "other", Optional.of(NOT_RECORDED));
                Part part = traces.begin(Kind.RECEIVE, "message", Optional.of(RECORDED))) {
            other.note("a", "b");
            part.note("a", "b");
        }

        assertEquals(RECORDED.traceId(), exporter.getFinishedSpanItems().get(0).getTraceId());
    }

    @Test
    @DisplayName("without an SDK nothing is recorded, and the trace is passed on all the same")
    void withoutSdk() {
        Traces traces = new OtelTraces(OpenTelemetry.noop());

        for (TraceParent caller : List.of(RECORDED, NOT_RECORDED)) {
            try (Part outer = traces.begin(Kind.WITHIN, "outer", Optional.of(caller));
                    Part inner = traces.begin(Kind.SEND, "inner")) {
                outer.note("a", "b");
                inner.note("a", "b");
                assertEquals(Optional.of(caller), traces.current());
            }
        }

        assertEquals(Optional.empty(), traces.current());
    }

    @Test
    @DisplayName("an SDK that samples less is followed: who is called is told that the trace is not recorded")
    void sampledAway() {
        Traces traces = new OtelTraces(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(Sampler.alwaysOff())
                        .build())
                .build());

        try (Part part = traces.begin(Kind.WITHIN, "call", Optional.of(RECORDED))) {
            part.note("a", "b");
            TraceParent told = traces.current().orElseThrow();
            assertEquals(RECORDED.traceId(), told.traceId());
            assertFalse(told.sampled());
        }
    }
}
