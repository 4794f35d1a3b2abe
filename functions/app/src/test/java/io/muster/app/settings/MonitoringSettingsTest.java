package io.muster.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.app.settings.Settings.Monitoring;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings about what is recorded of calls")
class MonitoringSettingsTest {
    private static Monitoring read(Map<String, String> environment) {
        Faults faults = new Faults(environment);
        Monitoring read = MonitoringSettings.read(faults);
        faults.throwIfAny();
        return read;
    }

    @Test
    void allDeviceCallsAreRecordedUnlessASmallerShareIsSet() {
        assertEquals(new Monitoring(100, 1), read(Map.of()));
        assertEquals(new Monitoring(0, 1), read(Map.of("MUSTER_DEVICE_RECORDS", "0")));
    }

    @Test
    void oneCallInAHundredIsTracedUnlessAnotherShareIsSet() {
        assertEquals(new Monitoring(100, 25), read(Map.of("MUSTER_TRACES", "25")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "half"})
    void anythingElseIsAFault(String text) {
        assertThrows(IllegalArgumentException.class, () -> read(Map.of("MUSTER_DEVICE_RECORDS", text)));
        assertThrows(IllegalArgumentException.class, () -> read(Map.of("MUSTER_TRACES", text)));
    }
}
