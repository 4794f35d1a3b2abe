package io.muster.azure.servicebus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.messaging.servicebus.ServiceBusMessage;
import io.muster.azure.telemetry.OtelTraces;
import io.muster.core.deprovision.Order;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.telemetry.Traces.Kind;
import io.muster.core.telemetry.Traces.Part;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: messages carry the trace they were sent in")
class QueueTraceTest {
    private static final IdScope SCOPE = new IdScope("0ne000A1B2C");
    private static final Item ITEM = new Item(new RegistrationId("device-1"), new OperationId("4.ab"), 1);
    private static final TraceParent CALLER = TraceParent.begin(new Random(1), true);

    private static ServiceBusWork at(int port, Traces traces) {
        String text = "Endpoint=sb://127.0.0.1:" + port
                + ";SharedAccessKeyName=root;SharedAccessKey=cGxhbnRlZA==;UseDevelopmentEmulator=true;";
        Secret connectionString = Secret.of(text.getBytes(StandardCharsets.UTF_8));
        return ServiceBusWork.withConnectionString(SCOPE, "assignments", connectionString, Duration.ofMillis(300))
                .traced(traces);
    }

    private static Optional<TraceParent> trace(ServiceBusMessage message) {
        return WorkMessage.parse(message.getBody().toString()).trace();
    }

    @Test
    @DisplayName("without an SDK too, for registrations and for orders; outside of any trace none is named")
    void carried() {
        Traces traces = new OtelTraces(OpenTelemetry.noop());
        ServiceBusWork work = at(1, traces);
        Order order = new Order(
                new Order.Subject.Members(new GroupId("plant-a"), ""), true, Instant.parse("2026-11-23T12:00:00Z"), 0);

        try (Part part = traces.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            assertEquals(Optional.of(CALLER), trace(work.message(ITEM)));
            String ordered = work.message(order).getBody().toString();
            assertEquals(Optional.of(CALLER), OrderMessage.parse(ordered).trace());
            assertEquals(order, OrderMessage.parse(ordered).order());
        }
        assertEquals(Optional.empty(), trace(work.message(ITEM)));
    }

    @Test
    @DisplayName("sending is a part of its own, also when it fails, and says nothing of the connection or the device")
    void sending() throws Exception {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        Traces traces = new OtelTraces(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build());
        int nobody;
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            nobody = listener.getLocalPort();
        }

        try (ServiceBusWork work = at(nobody, traces);
                Part part = traces.begin(Kind.WITHIN, "register", Optional.of(CALLER))) {
            part.note("a", "b");
            assertThrows(Problem.class, () -> work.send(ITEM));
        }

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertEquals("send registration", span.getName());
        assertEquals(SpanKind.PRODUCER, span.getKind());
        assertEquals(CALLER.traceId(), span.getTraceId());
        assertEquals("4.ab:1", span.getAttributes().get(AttributeKey.stringKey("messaging.message.id")));
        assertEquals("UNAVAILABLE", span.getAttributes().get(AttributeKey.stringKey("error.type")));
        assertFalse(span.toString().contains("cGxhbnRlZA"), span::toString);
        assertFalse(span.toString().contains("device-1"), span::toString);
    }
}
