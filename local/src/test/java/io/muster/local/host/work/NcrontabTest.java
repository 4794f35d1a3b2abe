package io.muster.local.host.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NcrontabTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    0 */5 * * * *,        2026-11-23T10:02:03Z, 2026-11-23T10:05:00Z
                    */10 * * * * *,       2026-11-23T10:02:03Z, 2026-11-23T10:02:10Z
                    0 0 0 * * 0,          2026-11-23T10:02:03Z, 2026-11-29T00:00:00Z
                    0 0 0 * * SUN,        2026-11-23T10:02:03Z, 2026-11-29T00:00:00Z
                    0 30 9 * * 1-5,       2026-11-20T10:00:00Z, 2026-11-23T09:30:00Z
                    0 0 0 13 * 5,         2026-11-23T10:02:03Z, 2027-08-13T00:00:00Z
                    '0 0 9,17 1 1 *',     2026-11-23T10:02:03Z, 2027-01-01T09:00:00Z
                    """)
    void sixFieldsInUtcBothDaysMustMatch(String schedule, Instant after, Instant next) {
        assertEquals(Optional.of(next), Ncrontab.parse(schedule).after(after));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * * *", "x", "60 * * * * *", "0 0 0 * * 8", "* * * * * * *"})
    void anythingElseIsRefused(String schedule) {
        assertThrows(IllegalArgumentException.class, () -> Ncrontab.parse(schedule));
    }

    @Test
    void anyTextIsAScheduleOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "0123456789*/-, LW#?MON";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Ncrontab.parse(text.toString());
            } catch (IllegalArgumentException refused) {
                assertEquals(true, refused.getMessage() != null, () -> "seed " + seed + ": " + text);
            }
        }
    }
}
