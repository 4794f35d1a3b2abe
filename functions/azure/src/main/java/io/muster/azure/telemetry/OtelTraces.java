package io.muster.azure.telemetry;

import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * Traces by the API of OpenTelemetry. A part is recorded only when its caller's flag says so: agents differ in what they
 * make of that flag, and some record what nobody asked for. The trace itself is passed on in any case, without SDK too.
 */
public final class OtelTraces implements Traces {
    private static final String SCOPE = "io.muster";

    private final Tracer tracer;

    public OtelTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(SCOPE);
    }

    /** What is made current here is closed with the part, as its callers must. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public Part begin(Kind kind, String name, Optional<TraceParent> caller) {
        Context around = caller.map(OtelTraces::remote).orElseGet(Context::current);
        Span outer = Span.fromContext(around);
        if (!outer.getSpanContext().isSampled()) {
            return new Running(Span.getInvalid(), around.makeCurrent());
        }
        Span span = tracer.spanBuilder(name)
                .setSpanKind(kind(kind))
                .setParent(around)
                .startSpan();
        return new Running(span, around.with(span).makeCurrent());
    }

    @Override
    public Optional<TraceParent> current() {
        SpanContext here = Span.current().getSpanContext();
        return here.isValid()
                ? Optional.of(new TraceParent(here.getTraceId(), here.getSpanId(), here.isSampled()))
                : Optional.empty();
    }

    /** Nothing of the thread's own is kept: the one who called is the one who counts. */
    private static Context remote(TraceParent caller) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        caller.traceId(),
                        caller.spanId(),
                        caller.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault())));
    }

    private static SpanKind kind(Kind kind) {
        return switch (kind) {
            case WITHIN -> SpanKind.INTERNAL;
            case CALL -> SpanKind.CLIENT;
            case SEND -> SpanKind.PRODUCER;
            case RECEIVE -> SpanKind.CONSUMER;
        };
    }

    private record Running(Span span, Scope scope) implements Part {
        @Override
        public void name(String name) {
            Span unused = span.updateName(name);
        }

        @Override
        public void note(String name, String value) {
            Span unused = span.setAttribute(name, value);
        }

        @Override
        public void failed(String type) {
            Span unused = span.setStatus(StatusCode.ERROR).setAttribute("error.type", type);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
