package io.muster.gateway.mqtt;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a client asks for by the topic it publishes to (behaviour.md 11.4, 11.5). */
sealed interface RequestTopic {
    /** Far above what any client sends; the request id comes back in the answer's topic, so it is bounded too. */
    int LONGEST = 1024;

    /** The request's id, exactly as the client sent it; empty where it sent none. */
    String rid();

    record Register(String rid) implements RequestTopic {}

    record OperationStatus(String rid, String operationId) implements RequestTopic {}

    /** Below our prefix, but no request there is; answered with 400 (seams 3). */
    record Unknown(String rid) implements RequestTopic {}

    /** Reads a topic; empty for one that is not ours at all, after which the connection ends (behaviour.md 11.3). */
    static Optional<RequestTopic> parse(String topic) {
        String prefix = "$dps/registrations/";
        if (!topic.startsWith(prefix) || topic.length() > LONGEST || topic.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        String request = topic.substring(prefix.length());
        int query = request.indexOf('?');
        Properties properties = Properties.parse(query < 0 ? "" : request.substring(query));
        Optional<String> rid = properties.get("$rid");
        if (query < 0 || rid.isEmpty()) {
            return Optional.of(new Unknown(rid.orElse("")));
        }
        return Optional.of(
                switch (request.substring(0, query)) {
                    case "PUT/iotdps-register/" -> new Register(rid.get());
                    case "GET/iotdps-get-operationstatus/" -> operation(rid.get(), properties);
                    default -> new Unknown(rid.get());
                });
    }

    private static RequestTopic operation(String rid, Properties properties) {
        Optional<String> id = properties.get("operationId").flatMap(RequestTopic::decoded);
        return id.<RequestTopic>map(operation -> new OperationStatus(rid, operation))
                .orElseGet(() -> new Unknown(rid));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a percent sign without its digits
        }
    }
}
