package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.TestData;
import io.muster.core.webhook.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Issue 5.2: what was said with webhooks, for operators")
class ExchangeApiTest {
    private static final String PATH = "/muster/webhooks/registrations/";

    private final TestApp app = new TestApp();

    private static Exchange exchange(String operation, Optional<Integer> status, Optional<Integer> failure) {
        return new Exchange(
                TestData.NOW,
                new RegistrationId("Press-17"),
                new OperationId(operation),
                "hook.example/api",
                1,
                2,
                status,
                Duration.ofMillis(12),
                "what came of it",
                failure,
                100,
                7,
                failure.isPresent() ? "<html>" : "");
    }

    private String list(String target) {
        return app.manageAs("RegistrationStatusRead", "GET", target, "").body();
    }

    @Test
    @DisplayName("the tries about a device, newest first, or those of one operation")
    void listed() {
        app.exchanges()
                .record(List.of(
                        exchange("4.a", Optional.of(500), Optional.of(400207)),
                        exchange("4.b", Optional.empty(), Optional.empty())));
        String head = "{\"at\":\"2026-11-01T12:00:00.0000000Z\",\"registrationId\":\"Press-17\",\"operationId\":\"4.";
        String first =
                head + "a\",\"webhook\":\"hook.example/api\",\"attempt\":1,\"try\":2,\"status\":500,\"tookMs\":12,"
                        + "\"outcome\":\"what came of it\",\"errorCode\":400207,\"requestBytes\":100,\"answerBytes\":7,"
                        + "\"answer\":\"<html>\"}";
        String second = head + "b\",\"webhook\":\"hook.example/api\",\"attempt\":1,\"try\":2,\"tookMs\":12,"
                + "\"outcome\":\"what came of it\",\"requestBytes\":100,\"answerBytes\":7}";

        assertEquals("{\"exchanges\":[" + second + "," + first + "]}", list(PATH + "PRESS-17"));
        assertEquals("{\"exchanges\":[" + first + "]}", list(PATH + "press-17?operationId=4.a"));
        assertEquals("{\"exchanges\":[]}", list(PATH + "press-17?operationId=4.c"));
        assertEquals("{\"exchanges\":[]}", list(PATH + "press-1"));
    }

    @Test
    void anIdThatIsNoneIs400() {
        Answers.refused(400004, app.manage("GET", PATH + "a_", ""));
    }
}
