package io.muster.local.host.http;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Map;

/** The request a function sees, with its body in the declared type. */
record RequestMessage<T>(ReceivedRequest request, T body) implements HttpRequestMessage<T> {

    /** Throws for a URL with an illegal character, as in the worker. */
    @Override
    public URI getUri() {
        return URI.create(request.url());
    }

    @Override
    public HttpMethod getHttpMethod() {
        return HttpMethod.value(request.method());
    }

    @Override
    public Map<String, String> getHeaders() {
        return request.headers();
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return request.query();
    }

    @Override
    public T getBody() {
        return body;
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new ResponseBuilder(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new ResponseBuilder(status);
    }
}
