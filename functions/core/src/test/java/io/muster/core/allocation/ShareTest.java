package io.muster.core.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.RegistrationId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 3.4: a share of a fleet, in per cent")
class ShareTest {
    private static final int DEVICES = 20_000;
    private static final List<RegistrationId> FLEET = IntStream.range(0, DEVICES)
            .mapToObj(i -> new RegistrationId("unit-" + i))
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 25, 50, 75, 99, 100})
    void holdsAsManyAsItSays(int percent) {
        long included = FLEET.stream().filter(id -> Share.includes(percent, id)).count();

        // Four standard deviations; the ids are always the same, so it holds or it does not.
        double tolerance = 4 * Math.sqrt(DEVICES * percent / 100.0 * (1 - percent / 100.0));
        assertEquals(DEVICES * percent / 100.0, (double) included, tolerance);
    }

    @Test
    void whoIsInOneShareIsInEveryLargerOne() {
        for (RegistrationId id : FLEET.subList(0, 500)) {
            boolean before = false;
            for (int percent = 0; percent <= 100; percent++) {
                boolean now = Share.includes(percent, id);
                assertTrue(now || !before, id + " at " + percent);
                before = now;
            }
            assertFalse(Share.includes(0, id));
            assertTrue(before);
        }
    }

    @Test
    @DisplayName("1.25: a device is in or out however its id is spelled")
    void spelling() {
        for (RegistrationId id : FLEET.subList(0, 200)) {
            RegistrationId upper = new RegistrationId(id.text().replace("unit", "UNIT"));
            assertEquals(Share.includes(25, id), Share.includes(25, upper));
        }
    }
}
