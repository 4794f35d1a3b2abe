package io.muster.fleet.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came back from a call; the text form has no body, where secrets may be.
 *
 * @param headers by name in lower case, the first of each
 */
public record Answer(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** Whether the same call may well succeed later: it was refused before anything was done. */
    boolean isBusy() {
        return status == 429 || status == 503;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(text -> !text.isBlank());
    }

    /** How long the service wants to be left alone. */
    Optional<Duration> retryAfter() {
        return header("retry-after")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The body; missing when it is no JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** What the service says is wrong, in either plane's form. */
    String complaint() {
        JsonNode error = json();
        String code = error.path("errorCode").asText(error.path("code").asText(""));
        String message = error.path("message").asText("");
        return ("status " + status + " " + code + (message.isEmpty() ? "" : ": " + message)).strip();
    }

    @Override
    public String toString() {
        return "status " + status;
    }
}
