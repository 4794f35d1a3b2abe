package io.muster.app.http;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The platform's request and response types, and ours. */
public final class PlatformHttp {
    private PlatformHttp() {}

    public static HttpResponseMessage answer(HttpRequestMessage<Optional<String>> message, Endpoint endpoint) {
        Response response = endpoint.answer(request(message));
        HttpResponseMessage.Builder builder = message.createResponseBuilder(HttpStatusType.custom(response.status()));
        response.headers().forEach(builder::header);
        if (!response.body().isEmpty()) {
            builder.body(response.body());
        }
        return builder.build();
    }

    private static Request request(HttpRequestMessage<Optional<String>> message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        // Path and query from the raw URI: the platform's own parameters drop empty values and fail on absent ones.
        String path = Optional.ofNullable(message.getUri().getRawPath()).orElse("/");
        return new Request(
                message.getHttpMethod().name(),
                path.startsWith("/") ? path : "/" + path,
                Optional.ofNullable(message.getUri().getRawQuery()).orElse(""),
                headers,
                Optional.ofNullable(message.getBody()).flatMap(body -> body).orElse(""));
    }
}
