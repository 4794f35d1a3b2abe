package io.muster.local.host.http;

import io.muster.local.host.invoke.BindingValue;
import io.muster.local.host.invoke.Trace;
import io.muster.local.host.invoke.TriggerEvent;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it leaves the host for the worker.
 *
 * @param headers lower-case names, repeated ones joined by comma
 * @param body empty when the request had no Content-Length above 0
 */
record ReceivedRequest(
        String method,
        String url,
        Map<String, String> headers,
        Map<String, String> query,
        Map<String, String> routeValues,
        Optional<Buffer> body) {

    TriggerEvent event() {
        Map<String, BindingValue> metadata = new HashMap<>();
        query.forEach((name, value) -> metadata.put(name, BindingValue.text(value)));
        routeValues.forEach((name, value) -> metadata.put(name, BindingValue.text(value)));
        Trace trace = new Trace(headers.getOrDefault("traceparent", ""), headers.getOrDefault("tracestate", ""));
        return new TriggerEvent(this::message, metadata, trace);
    }

    /** The message for a parameter {@code HttpRequestMessage<Optional<String>>} or {@code <Optional<byte[]>>}. */
    private Object message(Type parameter) {
        Type optional = ((ParameterizedType) parameter).getActualTypeArguments()[0];
        return ((ParameterizedType) optional).getActualTypeArguments()[0] == String.class
                ? new RequestMessage<>(this, body.map(ReceivedRequest::text))
                : new RequestMessage<>(this, body.map(this::bytes));
    }

    private static String text(Buffer body) {
        String text = new String(body.getBytes(), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private byte[] bytes(Buffer body) {
        String type = headers.getOrDefault("content-type", "").strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/octet-stream") || type.startsWith("multipart/")) {
            return body.getBytes();
        }
        // The host has decoded any other body as text already, which the worker cannot bind as bytes.
        throw new ClassCastException("a body of type '" + type + "' cannot be bound as byte[]");
    }
}
