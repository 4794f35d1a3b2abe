package io.muster.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.TraceContext;
import io.muster.core.telemetry.TraceParent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 6.4: the trace of a request, by its header and by its host")
class HostTraceTest {
    private static final TraceParent HEADER = TraceParent.begin(new Random(1), true);
    /** Another part of the same trace, passed on as one that is not recorded. */
    private static final TraceParent HOST = new TraceParent(
            HEADER.traceId(), TraceParent.begin(new Random(2), true).spanId(), false);

    private static final TraceParent OTHER = TraceParent.begin(new Random(3), false);

    @Test
    @DisplayName("the host's part is the caller; whether the trace is recorded is for the header to say")
    void both() {
        assertEquals(Optional.of(HOST.sampledAs(true)), trace(HOST.text(), Optional.of(HEADER.text())));
        assertEquals(
                Optional.of(HOST),
                trace(
                        HOST.sampledAs(true).text(),
                        Optional.of(HEADER.sampledAs(false).text())));
    }

    @Test
    @DisplayName(
            "either alone does; a host that began a trace of its own is believed, but not that it is to be recorded")
    void either() {
        assertEquals(Optional.of(HEADER), trace("", Optional.of(HEADER.text())));
        assertEquals(Optional.of(HOST), trace(HOST.text(), Optional.empty()));
        assertEquals(Optional.of(HOST), trace(HOST.sampledAs(true).text(), Optional.empty()));
        assertEquals(Optional.of(OTHER), trace(OTHER.text(), Optional.of(HEADER.text())));
        assertEquals(Optional.of(HOST), trace(HOST.text(), Optional.of("00-zz")));
    }

    @Test
    @DisplayName("neither is no trace, and what cannot be read is none")
    void neither() {
        assertEquals(Optional.empty(), trace("", Optional.empty()));
        assertEquals(Optional.empty(), trace("00-zz", Optional.of("00-zz")));
    }

    private static Optional<TraceParent> trace(String host, Optional<String> header) {
        List<Request> seen = new ArrayList<>();
        HttpResponseMessage answer = PlatformHttp.answer(
                new Message(header.map(text -> Map.of("TraceParent", text)).orElse(Map.of())),
                new Context(host),
                request -> {
                    seen.add(request);
                    return Response.noContent();
                });
        assertEquals(204, answer.getStatusCode());
        return seen.get(0).trace();
    }

    private record Context(String traceparent) implements ExecutionContext, TraceContext {
        @Override
        public Logger getLogger() {
            return Logger.getLogger("test");
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "test";
        }

        @Override
        public TraceContext getTraceContext() {
            return this;
        }

        @Override
        public String getTraceparent() {
            return traceparent;
        }

        @Override
        public String getTracestate() {
            return "";
        }

        @Override
        public Map<String, String> getAttributes() {
            return Map.of();
        }
    }

    private record Message(Map<String, String> headers) implements HttpRequestMessage<Optional<String>> {
        @Override
        public URI getUri() {
            return URI.create("http://localhost/a");
        }

        @Override
        public HttpMethod getHttpMethod() {
            return HttpMethod.GET;
        }

        @Override
        public Map<String, String> getHeaders() {
            return headers;
        }

        @Override
        public Map<String, String> getQueryParameters() {
            return Map.of();
        }

        @Override
        public Optional<String> getBody() {
            return Optional.empty();
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
            return createResponseBuilder((HttpStatusType) status);
        }

        @Override
        public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
            return new Building(status);
        }
    }

    private record Building(HttpStatusType status) implements HttpResponseMessage.Builder, HttpResponseMessage {
        @Override
        public Building status(HttpStatusType other) {
            return new Building(other);
        }

        @Override
        public Building header(String name, String value) {
            return this;
        }

        @Override
        public Building body(Object body) {
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return this;
        }

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public String getHeader(String name) {
            return "";
        }

        @Override
        public Object getBody() {
            return "";
        }
    }
}
