package io.muster.local.host.http;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a response; a header set twice keeps the last value, since the worker's protocol carries one a name. */
final class ResponseBuilder implements HttpResponseMessage.Builder {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private HttpStatusType status;
    private @Nullable Object body;

    ResponseBuilder(HttpStatusType status) {
        this.status = status;
    }

    @Override
    public HttpResponseMessage.Builder status(HttpStatusType newStatus) {
        status = newStatus;
        return this;
    }

    @Override
    public HttpResponseMessage.Builder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public HttpResponseMessage.Builder body(@Nullable Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return new ResponseMessage(status, headers, body);
    }
}
