package io.muster.local.host.http;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a function answered: status, one value a header name, a text, bytes or no body. */
final class ResponseMessage implements HttpResponseMessage {
    private final HttpStatusType status;
    private final Map<String, String> headers;
    private final @Nullable Object body;

    ResponseMessage(HttpStatusType status, Map<String, String> headers, @Nullable Object body) {
        this.status = status;
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable Object getBody() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] bytes() {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("a response body of " + body.getClass() + " is not supported");
    }

    /** The content type when the function set none, by the kind of body. */
    String defaultContentType() {
        return body instanceof byte[] ? "application/octet-stream" : "text/plain; charset=utf-8";
    }
}
