package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.azure.telemetry.OtelTraces;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: each call is a part of its caller's trace")
class CallTraceTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("press-17", TestData.key("press-17/1"));
    private static final TraceParent CALLER = TraceParent.begin(new Random(1), true);
    private static final String TEMPLATE = "/{idScope}/registrations/{registrationId}";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final TestApp app = new TestApp(new OtelTraces(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build()));

    CallTraceTest() {
        app.individuals().put(TestData.individual("press-17", TermsBuilder.terms()));
    }

    private Response call(FakeDevice device, String method, String target, String body, TraceParent caller) {
        Map<String, String> headers = new HashMap<>(
                Map.of("authorization", device.authorization(app.clock()).orElseThrow(), "content-type", TestApp.JSON));
        headers.put(TraceParent.NAME, caller.text());
        return app.call(method, TestApp.device("press-17") + target + TestApp.VERSION, body, headers);
    }

    private SpanData last() {
        List<SpanData> spans = exporter.getFinishedSpanItems();
        return spans.get(spans.size() - 1);
    }

    private String noted(String name) {
        return String.valueOf(last().getAttributes().get(AttributeKey.stringKey(name)));
    }

    @Test
    @DisplayName("a register: named by its route, with operation and tracking id, and without the device's id or token")
    void register() {
        Response response = call(DEVICE, "PUT", "/register", "{\"payload\":{\"planted\":1}}", CALLER);

        assertEquals(202, response.status());
        SpanData span = last();
        assertEquals("PUT " + TEMPLATE + "/register", span.getName());
        assertEquals(SpanKind.INTERNAL, span.getKind());
        assertEquals(CALLER.traceId(), span.getTraceId());
        assertEquals(CALLER.spanId(), span.getParentSpanId());
        assertEquals("202", noted("http.response.status_code"));
        assertEquals("Http", noted("muster.protocol"));
        assertEquals(response.headers().get("x-ms-request-id"), noted("muster.tracking_id"));
        assertTrue(response.body().contains(noted("muster.operation_id")), noted("muster.operation_id"));
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
        for (String planted : List.of("press-17", "planted", "SharedAccessSignature", "sig=", TestApp.VERSION)) {
            assertFalse(span.toString().contains(planted), () -> planted + " in " + span);
        }
    }

    @Test
    @DisplayName("a poll: the operation it asks for")
    void poll() {
        Response unused = call(DEVICE, "GET", "/operations/4.abc", "", CALLER);

        assertEquals("GET " + TEMPLATE + "/operations/{operationId}", last().getName());
        assertEquals("4.abc", noted("muster.operation_id"));
        assertEquals("404203", noted("error.type"));
    }

    @Test
    @DisplayName("a refusal: its code and no reason")
    void refused() {
        FakeDevice stranger = FakeDevice.withKey("press-17", TestData.key("another"));

        assertEquals(401, call(stranger, "PUT", "/register", "{}", CALLER).status());

        assertEquals("401002", noted("error.type"));
        assertEquals(List.of(), last().getEvents());
        assertFalse(last().toString().contains("press-17"), () -> last().toString());
    }

    @Test
    @DisplayName("what is no route is named by its method alone")
    void noRoute() {
        Response unused = app.call("GET", "/planted/secret", "", Map.of(TraceParent.NAME, CALLER.text()));

        assertEquals("GET", last().getName());
        assertFalse(last().toString().contains("planted"), () -> last().toString());
    }

    @Test
    @DisplayName("nothing is recorded of a trace that is not to be, nor of a call without one")
    void notSampled() {
        assertEquals(
                202,
                call(DEVICE, "PUT", "/register", "{}", CALLER.sampledAs(false)).status());
        assertEquals(202, app.register(DEVICE).status());

        assertEquals(List.of(), exporter.getFinishedSpanItems());
    }

    @Test
    @DisplayName("without a gateway a share of the calls is drawn, whatever their callers say")
    void drawn() {
        Traces traces = new OtelTraces(OpenTelemetry.noop());
        CallTraces quarter = CallTraces.drawn(traces, 25, new Random(20261123L));
        List<Boolean> recorded = new ArrayList<>();

        for (int i = 0; i < 2000; i++) {
            Map<String, String> headers =
                    Map.of(TraceParent.NAME, CALLER.sampledAs(i % 2 == 0).text());
            Response unused = quarter.around(new Request("GET", "/", "", headers, ""), () -> {
                recorded.add(traces.current().orElseThrow().sampled());
                return Response.noContent();
            });
        }

        long share = recorded.stream().filter(each -> each).count();
        assertEquals(500.0, (double) share, 4 * Math.sqrt(2000 * 0.25 * 0.75), "within four standard deviations");
    }

    @Test
    @DisplayName("the record of a call names the same trace")
    void record() {
        Response unused = call(DEVICE, "PUT", "/register", "{}", CALLER);

        assertTrue(
                app.lines().get(0).contains("\"CorrelationId\":\"" + CALLER.traceId() + "\""),
                app.lines().get(0));
    }
}
