package io.muster.core.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.attestation.Evidence;
import io.muster.core.identity.Etag;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {
    private static final Etag ETAG = new Etag("e");

    @Test
    @DisplayName("seams 5: a record keeps the 100 newest of the last day's operations")
    void pastOperations() {
        Instant now = TestData.NOW;
        Registration registration =
                Registration.first(new RegistrationId("unit-1"), Optional.empty(), operation(0), now, ETAG);
        for (int i = 1; i <= 120; i++) {
            registration = registration.next(Optional.empty(), operation(i), now, ETAG);
        }
        assertEquals(100, registration.past().size());
        assertTrue(registration.knows(id(120), now));
        assertTrue(registration.knows(id(20), now));
        assertFalse(registration.knows(id(19), now));
        Instant tomorrow = now.plus(Duration.ofHours(24));
        assertTrue(registration.knows(id(120), tomorrow));
        assertFalse(registration.knows(id(119), tomorrow));
        assertEquals(
                1,
                registration
                        .next(Optional.empty(), operation(121), tomorrow, ETAG)
                        .past()
                        .size());
    }

    @Test
    @DisplayName("A worker is presumed dead only after it has had all its time")
    void limits() {
        Limits limits = Limits.withAssignBudget(Duration.ofSeconds(3));
        assertTrue(limits.grace().compareTo(limits.workBudget()) > 0);
        Duration second = Duration.ofSeconds(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Limits(second, second, second, second, second, second, second));
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "2, 3", "-10, 3", "301, 300", "9000, 300"})
    @DisplayName("1.6, clients 10: a device that waits in line is told how long, in bounds that clients believe")
    void comesBackIn(int dueIn, int told) {
        Attempt inLine = new Attempt(3, TestData.NOW.plusSeconds(dueIn), OptionalLong.of(7), Optional.empty());
        assertEquals(Duration.ofSeconds(told), running(inLine).comesBackIn(TestData.NOW));
    }

    @Test
    @DisplayName("1.6: a device that waits for anything else asks again in three seconds, as ever")
    void comesBackSoon() {
        Attempt slow = Attempt.of(3, TestData.NOW.plusSeconds(60));
        assertEquals(Duration.ofSeconds(3), running(slow).comesBackIn(TestData.NOW));
    }

    private static Registration running(Attempt attempt) {
        Operation operation = new Operation(
                id(1),
                TestData.NOW,
                new Evidence.Key("unit-1"),
                new Progress.Choosing(Optional.empty(), false, attempt));
        return Registration.first(new RegistrationId("unit-1"), Optional.empty(), operation, TestData.NOW, ETAG);
    }

    private static Operation operation(int number) {
        return new Operation(id(number), TestData.NOW, new Evidence.Key("unit-1"), new Progress.Assigned());
    }

    private static OperationId id(int number) {
        return new OperationId("operation-" + number);
    }
}
