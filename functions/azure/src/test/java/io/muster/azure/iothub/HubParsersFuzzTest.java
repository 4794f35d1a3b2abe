package io.muster.azure.iothub;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TextFuzz;
import io.muster.azure.http.RetryAfter;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HubParsersFuzzTest {
    private final HubJson json = new HubJson();

    @Test
    @DisplayName("any twin answer is either read, without $ members, or refused with IllegalArgumentException")
    void twins() {
        TextFuzz.run(
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
    @DisplayName("any answer to a bulk call or a list of modules is read or refused with IllegalArgumentException")
    void listsOfOutcomes() {
        TextFuzz.run(
                List.of(
                        "{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"d\",\"errorCode\":409001}]}",
                        "{\"isSuccessful\":true,\"errors\":null}",
                        "[{\"moduleId\":\"$edgeHub\",\"managedBy\":null,\"authentication\":{\"type\":\"none\"}}]",
                        "[".repeat(2000)),
                text -> {
                    try {
                        new BulkJson(json).readErrors(text).forEach(each -> HubErrors.kindOf(each.code()));
                    } catch (IllegalArgumentException e) {
                        assertFalse(String.valueOf(e.getMessage()).contains("{"));
                    }
                    try {
                        new ModuleJson(json)
                                .readAll(text)
                                .forEach(each -> new ModuleJson(json).write(new DeviceId("d"), each));
                    } catch (IllegalArgumentException e) {
                        assertFalse(String.valueOf(e.getMessage()).contains("{"));
                    }
                });
    }

    @Test
    @DisplayName("any Retry-After is a delay of nothing to an hour, or none")
    void retryAfter() {
        TextFuzz.run(
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
        HubCall call = new HubCall("read twin", "GET", "/", "", "");
        TextFuzz.run(
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
        TextFuzz.run(
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
