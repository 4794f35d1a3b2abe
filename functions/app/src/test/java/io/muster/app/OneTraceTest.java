package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.problem.Problem;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.testkit.TestData;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: one trace for each registration, from the call by webhook and hub through the queue")
class OneTraceTest {
    private static final TraceParent CALLER = TraceParent.begin(new Random(1), true);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private TlsServer hub;
    private TlsServer webhook;

    @BeforeEach
    void start() throws Exception {
        hub = new TlsServer("{}");
        webhook = new TlsServer("{\"iotHubHostName\":\"hub-a.azure-devices.net\"}");
    }

    @AfterEach
    void stop() {
        hub.close();
        webhook.close();
    }

    private static OpenTelemetry sdk(InMemorySpanExporter exporter) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
    }

    private TracedApp app(OpenTelemetry telemetry) {
        return new TracedApp(telemetry, hub, webhook);
    }

    private List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    private SpanData span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + spans()));
    }

    @Test
    @DisplayName("a busy hub: call, question, try, message, try again; each a child of the one it came from")
    void queued() {
        TracedApp app = app(sdk(exporter));
        hub.next(503);

        assertEquals(202, app.register(CALLER).status());
        app.deliver(app.queue().last(), 1);

        SpanData call = span("PUT /{idScope}/registrations/{registrationId}/register");
        SpanData question = span("webhook question");
        SpanData first = span("hub create identity");
        SpanData message = span("process registration");
        SpanData second = span("hub update identity");
        assertEquals(
                Set.of(CALLER.traceId()),
                spans().stream().map(SpanData::getTraceId).collect(Collectors.toSet()));
        assertEquals(CALLER.spanId(), call.getParentSpanId());
        assertEquals(call.getSpanId(), question.getParentSpanId());
        assertEquals(call.getSpanId(), first.getParentSpanId());
        assertEquals(call.getSpanId(), message.getParentSpanId(), "of the part that sent it");
        assertEquals(message.getSpanId(), second.getParentSpanId());
        assertEquals(
                List.of(first.getSpanId(), second.getSpanId()),
                hub.callers().stream().map(TraceParent::spanId).toList());
        assertEquals(
                List.of(question.getSpanId()),
                webhook.callers().stream().map(TraceParent::spanId).toList());
        assertEquals(5, spans().size(), "as many as docs/monitoring.md counts, without the one of the sender itself");
    }

    @Test
    @DisplayName("a message that is delivered again, or sent on by an operator, stays in its trace")
    void again() {
        TracedApp app = app(sdk(exporter));
        hub.next(503);
        assertEquals(202, app.register(CALLER).status());
        String message = app.queue().last();

        app.deliver(message, 1);
        app.deliver(message, 2);

        List<SpanData> deliveries = spans().stream()
                .filter(span -> span.getName().equals("process registration"))
                .toList();
        assertEquals(2, deliveries.size());
        for (SpanData delivery : deliveries) {
            assertEquals(CALLER.traceId(), delivery.getTraceId());
        }
    }

    @Test
    @DisplayName("a message without a trace, as releases before sent them, is worked on as ever")
    void olderMessage() {
        TracedApp app = app(sdk(exporter));
        hub.next(503);
        assertEquals(202, app.register(CALLER).status());
        int before = spans().size();

        app.deliver(app.queue().last().replaceAll(",\"traceparent\":\"[^\"]*\"", ""), 1);

        assertEquals(before, spans().size());
        assertEquals(1, hub.callers().size(), "the hub was told of no trace");
        assertEquals(202, app.register(CALLER).status());
    }

    @Test
    @DisplayName("a delivery that fails says of what kind, and no more")
    void failedDelivery() {
        TracedApp app = app(sdk(exporter));
        hub.next(503);
        hub.next(503);
        assertEquals(202, app.register(CALLER).status());
        String message = app.queue().last();
        app.queue().refuse();

        assertThrows(Problem.class, () -> app.deliver(message, 1));

        SpanData delivery = span("process registration");
        assertEquals("UNAVAILABLE", delivery.getAttributes().get(AttributeKey.stringKey("error.type")));
        assertEquals(List.of(), delivery.getEvents());
        assertFalse(delivery.toString().contains("planted"), delivery::toString);
    }

    @Test
    @DisplayName("without an SDK, and in a trace that is not recorded, the same trace reaches webhook, queue and hub")
    void withoutSdk() {
        for (TraceParent caller : List.of(CALLER, CALLER.sampledAs(false))) {
            TracedApp app = app(caller.sampled() ? OpenTelemetry.noop() : sdk(exporter));
            hub.next(503);
            assertEquals(202, app.register(caller).status());
            app.deliver(app.queue().last(), 1);
        }

        assertEquals(List.of(), spans());
        assertEquals(4, hub.callers().size());
        assertEquals(
                Set.of(CALLER.traceId()),
                Stream.concat(hub.callers().stream(), webhook.callers().stream())
                        .map(TraceParent::traceId)
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of(true, true, false, false),
                hub.callers().stream().map(TraceParent::sampled).toList());
    }

    @Test
    @DisplayName("issue 6.1: no secret and no id of the device is in any span, its names, values, events or state")
    void noSecrets() {
        TracedApp app = app(sdk(exporter));
        hub.next(503);
        assertEquals(202, app.register(CALLER).status());
        app.deliver(app.queue().last(), 1);
        assertThrows(IllegalArgumentException.class, () -> app.deliver("{\"planted\":1}", 1));
        String key =
                Base64.getEncoder().encodeToString(TestData.key("press-17/1").reveal());

        String all = spans().stream()
                .map(span -> span.getName()
                        + span.getAttributes()
                        + span.getEvents()
                        + span.getStatus()
                        + span.getLinks()
                        + span)
                .collect(Collectors.joining("\n"));

        assertTrue(all.contains("hub update identity"), all);
        for (String planted : List.of(
                "press-17", "planted", key, "sig=", "SharedAccessSignature", "?code", "/api/choose", "Bearer")) {
            assertFalse(all.contains(planted), () -> planted + " in " + all);
        }
    }
}
