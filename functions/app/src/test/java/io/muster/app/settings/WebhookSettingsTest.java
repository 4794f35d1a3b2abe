package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.settings.Settings.Webhooks;
import io.muster.core.webhook.WebhookLimits;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("seams 7: the settings about hubs' and webhooks' addresses")
class WebhookSettingsTest {
    private static Webhooks read(Map<String, String> environment) {
        Faults faults = new Faults(environment);
        Webhooks read = WebhookSettings.read(faults, false);
        faults.throwIfAny();
        return read;
    }

    @Test
    void left_out_nothing_is_signed_and_the_usual_times_hold() {
        Webhooks usual = read(Map.of());

        assertTrue(usual.keys().none());
        assertEquals(WebhookLimits.USUAL, usual.limits());
    }

    @Test
    void given_they_hold() {
        Webhooks given = read(Map.of(
                "MUSTER_PRIVATE_ADDRESSES", "10.0.0.0/8,hook.corp.example",
                "MUSTER_WEBHOOK_KEYS", "a:" + Base64.getEncoder().encodeToString(new byte[32]),
                "MUSTER_WEBHOOK_AUDIENCES", "{\"hook.example\":\"api://chooser\"}",
                "MUSTER_WEBHOOK_TRY_MS", "2000",
                "MUSTER_WEBHOOK_TRIES", "3",
                "MUSTER_WEBHOOK_MS", "7000"));

        assertFalse(given.keys().none());
        assertEquals(WebhookLimits.within(Duration.ofSeconds(2), 3, Duration.ofSeconds(7)), given.limits());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "MUSTER_PRIVATE_ADDRESSES;10.0.0.0/40",
                "MUSTER_WEBHOOK_KEYS;secret",
                "MUSTER_WEBHOOK_AUDIENCES;[]",
                "MUSTER_WEBHOOK_AUDIENCES;{\"hook.example\":7}",
                "MUSTER_WEBHOOK_AUDIENCES;{\"hook.example\":\"https://iothubs.azure.net\"}",
                "MUSTER_WEBHOOK_AUDIENCES;{\"hook.example\":\"https://vault.azure.net\"}",
                "MUSTER_WEBHOOK_TRY_MS;99",
                "MUSTER_WEBHOOK_TRIES;6",
                "MUSTER_WEBHOOK_MS;60001"
            })
    void what_cannot_be_is_refused_at_start_by_name(String name, String value) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value)))
                .getMessage());

        assertTrue(message.contains(name + " is wrong"), message);
        assertFalse(message.contains("secret"), message);
    }
}
