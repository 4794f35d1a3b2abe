package io.muster.local.host.invoke;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;

/**
 * What happened: the trigger's data as a function of the declared parameter type, the values beside it by binding name,
 * and the caller's trace.
 */
public record TriggerEvent(Function<Type, Object> data, Map<String, BindingValue> metadata, Trace trace) {
    public TriggerEvent {
        metadata = Map.copyOf(metadata);
    }

    /** An event whose data is one text, of a caller without a trace. */
    public static TriggerEvent ofText(String text, Map<String, BindingValue> metadata) {
        return new TriggerEvent(type -> text, metadata, Trace.NONE);
    }
}
