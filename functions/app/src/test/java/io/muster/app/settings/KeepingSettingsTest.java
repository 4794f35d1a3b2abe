package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.settings.Settings.Keeping;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ADR 12: the settings about data keys")
class KeepingSettingsTest {
    private static Keeping read(Map<String, String> environment, boolean local) {
        Faults faults = new Faults(environment);
        Keeping read = KeepingSettings.read(faults, local);
        faults.throwIfAny();
        return read;
    }

    @Test
    void left_out_keys_seal_for_90_days_and_serve_a_day_without_the_vault() {
        assertEquals(new Keeping(Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(1)), read(Map.of(), false));
    }

    @Test
    void short_times_are_for_local_mode() {
        Map<String, String> brief =
                Map.of("MUSTER_DATA_KEY_AGE", "PT1S", "MUSTER_DATA_KEY_GRACE", "PT0S", "MUSTER_WITHOUT_VAULT", "PT5S");
        assertEquals(new Keeping(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5)), read(brief, true));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(brief, false))
                .getMessage());
        brief.keySet().forEach(name -> assertTrue(message.contains(name + " is wrong"), message));
    }

    @Test
    void a_key_is_used_for_three_times_as_long_as_it_stays_readable_at_least() {
        Map<String, String> never = Map.of("MUSTER_DATA_KEY_AGE", "P5D", "MUSTER_DATA_KEY_GRACE", "P2D");
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(never, false))
                .getMessage());
        assertTrue(message.contains("MUSTER_DATA_KEY_AGE must be three times MUSTER_DATA_KEY_GRACE"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "MUSTER_DATA_KEY_AGE,90",
        "MUSTER_DATA_KEY_AGE,-P1D",
        "MUSTER_DATA_KEY_AGE,P3651D",
        "MUSTER_DATA_KEY_GRACE,P31D",
        "MUSTER_WITHOUT_VAULT,PT59M"
    })
    void what_cannot_be_is_refused_at_start_by_name(String name, String value) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value), false))
                        .getMessage());
        assertTrue(message.contains(name + " is wrong: must be a duration such as P1D"), message);
    }
}
