package io.muster.local.host.invoke;

import com.microsoft.azure.functions.TraceContext;
import java.util.Map;

/** W3C trace headers of the caller; empty texts where there are none. */
public record Trace(String traceparent, String tracestate) implements TraceContext {
    public static final Trace NONE = new Trace("", "");

    @Override
    public String getTraceparent() {
        return traceparent;
    }

    @Override
    public String getTracestate() {
        return tracestate;
    }

    @Override
    public Map<String, String> getAttributes() {
        return Map.of();
    }
}
