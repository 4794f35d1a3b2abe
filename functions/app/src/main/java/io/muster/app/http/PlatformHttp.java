package io.muster.app.http;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.TraceContext;
import io.muster.core.telemetry.TraceParent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The platform's request and response types, and ours. */
public final class PlatformHttp {
    private PlatformHttp() {}

    public static HttpResponseMessage answer(
            HttpRequestMessage<Optional<String>> message, ExecutionContext context, Endpoint endpoint) {
        Response response = endpoint.answer(request(message, trace(context)));
        HttpResponseMessage.Builder builder = message.createResponseBuilder(HttpStatusType.custom(response.status()));
        response.headers().forEach(builder::header);
        if (!response.body().isEmpty()) {
            builder.body(response.body());
        }
        return builder.build();
    }

    private static Request request(HttpRequestMessage<Optional<String>> message, Optional<TraceParent> host) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        host.map(caller -> within(caller, headers)).ifPresent(caller -> headers.put(TraceParent.NAME, caller.text()));
        // Path and query from the raw URI: the platform's own parameters drop empty values and fail on absent ones.
        String path = Optional.ofNullable(message.getUri().getRawPath()).orElse("/");
        return new Request(
                message.getHttpMethod().name(),
                path.startsWith("/") ? path : "/" + path,
                Optional.ofNullable(message.getUri().getRawQuery()).orElse(""),
                headers,
                Optional.ofNullable(message.getBody()).flatMap(body -> body).orElse(""));
    }

    /** The host's own part of the trace, of which this call is a part. */
    private static Optional<TraceParent> trace(ExecutionContext context) {
        return Optional.ofNullable(context.getTraceContext())
                .map(TraceContext::getTraceparent)
                .flatMap(TraceParent::parse);
    }

    /** Hosts record all or nothing, whatever the header said, and pass that on: the header counts. */
    private static TraceParent within(TraceParent host, Map<String, String> headers) {
        return Optional.ofNullable(headers.get(TraceParent.NAME))
                .flatMap(TraceParent::parse)
                .filter(said -> said.traceId().equals(host.traceId()))
                .map(said -> host.sampledAs(said.sampled()))
                .orElse(host.sampledAs(false));
    }
}
