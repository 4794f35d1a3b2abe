package io.muster.local.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of host.json that the host acts on, with the platform's defaults.
 *
 * @param routePrefix first segments of every route, without outer slashes, maybe empty
 * @param functionTimeout longest time an invocation may take
 */
public record HostJson(
        String routePrefix, Duration functionTimeout, int maxConcurrentCalls, int prefetchCount, Duration lockRenewal) {
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d{1,4})\\.)?(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.\\d{1,7})?");

    static HostJson of(JsonNode json, Problems problems) {
        JsonNode http = json.path("extensions").path("http");
        JsonNode serviceBus = json.path("extensions").path("serviceBus");
        if (!serviceBus.path("autoCompleteMessages").asBoolean(true)) {
            problems.add("host.json: autoCompleteMessages must be true, a Java function cannot settle a message");
        }
        return new HostJson(
                trimSlashes(http.path("routePrefix").asText("api")),
                span(json, "functionTimeout", "00:30:00", problems),
                serviceBus.path("maxConcurrentCalls").asInt(16),
                serviceBus.path("prefetchCount").asInt(0),
                span(serviceBus, "maxAutoLockRenewalDuration", "00:05:00", problems));
    }

    private static Duration span(JsonNode parent, String name, String byDefault, Problems problems) {
        String text = parent.path(name).asText(byDefault);
        return parseSpan(text).orElseGet(() -> {
            problems.add("host.json: " + name + " is not of the form hh:mm:ss: " + text);
            return Duration.ZERO;
        });
    }

    /** {@code [d.]hh:mm:ss}, a fraction ignored. */
    private static Optional<Duration> parseSpan(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return Optional.empty();
        }
        long days = span.group(1) == null ? 0 : Long.parseLong(span.group(1));
        return Optional.of(Duration.ofDays(days)
                .plusHours(Long.parseLong(span.group(2)))
                .plusMinutes(Long.parseLong(span.group(3)))
                .plusSeconds(Long.parseLong(span.group(4))));
    }

    private static String trimSlashes(String route) {
        return route.replaceAll("^/+|/+$", "");
    }
}
