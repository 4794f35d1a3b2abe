package io.muster.azure.iothub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.DeviceId;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HubParsersFuzzTest {
    private static final long SEED = 20261123L;
    private static final int ROUNDS = 3000;
    private static final String CHARACTERS = "{}[]\":,;=\\$eE0123456789.-+ \u0000\u00e9nultrfashHostNKyP";

    private final HubJson json = new HubJson();

    /** Runs a parser over seeds with a few characters changed, cut, doubled or put in. */
    private static void fuzz(List<String> seeds, Consumer<String> parser) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int change = random.nextInt(6); change > 0 && text.length() > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                    case 1 -> text.setLength(at);
                    case 2 -> text.insert(at, text.substring(at));
                    default -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                }
            }
            try {
                parser.accept(text.toString());
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + text, e);
            }
        }
    }

    @Test
    @DisplayName("any twin answer is either read, without $ members, or refused with IllegalArgumentException")
    void twins() {
        fuzz(
                List.of(
                        "{\"tags\":{\"a\":1,\"$x\":2},\"properties\":{\"desired\":{\"b\":1e5,\"$metadata\":{}}}}",
                        "[".repeat(2000),
                        "{\"tags\":".repeat(1500),
                        "{\"tags\":{\"n\":" + "9".repeat(1200) + "}}",
                        "null"),
                text -> {
                    try {
                        json.twin(new DeviceId("d"), json.readTwin(text));
                    } catch (IllegalArgumentException e) {
                        assertFalse(String.valueOf(e.getMessage()).contains("{"));
                    }
                });
    }

    @Test
    @DisplayName("any Retry-After is a delay of nothing to an hour, or none")
    void retryAfter() {
        fuzz(
                List.of("120", "-1", "Mon, 23 Nov 2026 12:00:30 GMT", "999999999999999999999", "1.5"),
                text -> RetryAfter.parse(text, HubFixture.NOW)
                        .ifPresent(
                                delay -> assertTrue(!delay.isNegative() && delay.compareTo(Duration.ofHours(1)) <= 0)));
    }

    @Test
    @DisplayName("any error body makes a failure that names at most a code")
    void errorBodies() {
        HubErrors errors = new HubErrors(Clock.fixed(HubFixture.NOW, ZoneOffset.UTC));
        LinkedHub hub = HubFixture.linked("hub-1.local", HubFixture.POLICY, Optional.empty());
        HubCall call = new HubCall("read twin", "GET", "/", false, "");
        fuzz(
                List.of(
                        "{\"Message\":\"ErrorCode:DeviceNotFound;text\"}",
                        "{\"Message\":\"{\\\"errorCode\\\":404001,\\\"message\\\":\\\"text\\\"}\"}",
                        "errorCode".repeat(2000)),
                body -> {
                    HubAnswer answer = new HubAnswer(400, HttpHeaders.of(Map.of(), (name, value) -> true), body);
                    String message = String.valueOf(errors.of(hub, call, answer).getMessage());
                    assertTrue(
                            message.matches("hub hub-1\\.local: read twin answered 400( [A-Za-z0-9]{1,64})?"), message);
                });
    }

    @Test
    @DisplayName("any connection string is read or refused with a message free of the key")
    void connectionStrings() {
        String key = "cGxhbnRlZHNlY3JldHBsYW50ZWQ=";
        fuzz(
                List.of(
                        "HostName=h.azure-devices.net;SharedAccessKeyName=owner;SharedAccessKey=" + key,
                        "HostName=h;DeviceId=d;SharedAccessKey=" + key),
                text -> {
                    try {
                        SharedAccessKey access = HubConnectionString.parse(text).access();
                        assertTrue(access.key().length() > 0);
                    } catch (IllegalArgumentException e) {
                        assertFalse(String.valueOf(e.getMessage()).contains("cGxhbnRl"), e.getMessage());
                    }
                });
    }
}
