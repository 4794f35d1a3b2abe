package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.DeadLetters.DeadLetter;
import io.muster.core.registration.PendingWork.Item;
import io.muster.core.testkit.TestData;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 5.6: dead letters are seen and sent on by operators")
class DeadLetterApiTest {
    private final TestApp app = new TestApp();

    @Test
    @DisplayName("each with its reason; sent on, those that can be read are gone, and the others stay")
    void listedAndSentOn() {
        Item item = new Item(new RegistrationId("press-17"), new OperationId("4.a"), 3);
        app.deadLetters().add(letter(1, Optional.of(item)));
        app.deadLetters().add(letter(2, Optional.empty()));
        String tail =
                "\"enqueuedDateTimeUtc\":\"2026-11-01T12:00:00.0000000Z\",\"reason\":\"MaxDeliveryCountExceeded\","
                        + "\"description\":\"ten times\"";
        String second = "{\"sequenceNumber\":2," + tail + "}";
        assertEquals(
                "[{\"sequenceNumber\":1," + tail
                        + ",\"registrationId\":\"press-17\",\"operationId\":\"4.a\",\"attempt\":3}," + second + "]",
                app.manageAs("RegistrationStatusRead", "GET", "/muster/dead-letters", "")
                        .body());
        assertEquals(
                "{\"redriven\":1}",
                app.manageAs("RegistrationStatusWrite", "POST", "/muster/dead-letters/redrive", "")
                        .body());
        assertEquals(
                "[" + second + "]",
                app.manage("GET", "/muster/dead-letters", "").body());
    }

    @Test
    @DisplayName("sending on needs the right to write")
    void rights() {
        Answers.refused(403001, app.manageAs("RegistrationStatusRead", "POST", "/muster/dead-letters/redrive", ""));
    }

    private static DeadLetter letter(long number, Optional<Item> item) {
        return new DeadLetter(number, TestData.NOW, "MaxDeliveryCountExceeded", "ten times", item);
    }
}
