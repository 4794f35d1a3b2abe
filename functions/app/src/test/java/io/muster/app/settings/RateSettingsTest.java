package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.limits.Rates;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("behaviour 7: the settings about rates")
class RateSettingsTest {
    private static Rates read(Map<String, String> environment) {
        Faults faults = new Faults(environment);
        Rates read = RateSettings.read(faults);
        faults.throwIfAny();
        return read;
    }

    @Test
    void left_out_they_are_what_dps_keeps_to() {
        assertEquals(new Rates(1000, 1000, 5, Duration.ofSeconds(60)), read(Map.of()));
    }

    @Test
    void given_they_hold_and_0_is_no_limit() {
        assertEquals(
                new Rates(20_000, 0, 50, Duration.ofMinutes(5)),
                read(Map.of(
                        "MUSTER_RATE_REGISTRATIONS", "20000",
                        "MUSTER_RATE_SERVICE_CALLS", "0",
                        "MUSTER_RATE_POLLS", "50",
                        "MUSTER_RATE_PENALTY_S", "300")));
    }

    @ParameterizedTest
    @CsvSource({
        "MUSTER_RATE_REGISTRATIONS, -1",
        "MUSTER_RATE_SERVICE_CALLS, many",
        "MUSTER_RATE_POLLS, 10000001",
        "MUSTER_RATE_PENALTY_S, 3601"
    })
    void what_cannot_be_is_refused_at_start_by_name(String name, String value) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(name, value)))
                .getMessage());
        assertTrue(message.contains(name + " is wrong"), message);
    }
}
