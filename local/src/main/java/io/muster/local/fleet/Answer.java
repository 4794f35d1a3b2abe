package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What came back from a call. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final int LONGEST_MESSAGE = 300;

    /** Whether the same call may well succeed later. */
    boolean isPassing() {
        return status == 429 || status >= 500;
    }

    /** The token of the next page; none on the last one. */
    Optional<String> continuation() {
        return headers.firstValue("x-ms-continuation").filter(token -> !token.isBlank());
    }

    /** How long the service wants to be left alone. */
    Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The body as JSON; a body that is none was cut short or is not the service's. */
    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }

    /** This answer if it is a success; throws what the service says of it otherwise. */
    Answer orThrow(Ask ask) throws CallFailedException {
        if (status / 100 == 2) {
            return this;
        }
        throw failure(ask);
    }

    CallFailedException failure(Ask ask) {
        String said = body.strip();
        try {
            JsonNode error = json();
            said = error.path("errorCode").asText() + " "
                    + error.path("message").asText();
        } catch (IOException e) {
            // A proxy's page or nothing at all: the text itself will have to do.
            said = said.substring(0, Math.min(LONGEST_MESSAGE, said.length()));
        }
        return new CallFailedException((ask + " was answered with " + status + " " + said).strip());
    }
}
