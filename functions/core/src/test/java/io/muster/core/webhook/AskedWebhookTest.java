package io.muster.core.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.allocation.CustomAllocation;
import io.muster.core.allocation.WebhookUrl;
import io.muster.core.attestation.Evidence;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.testkit.InMemoryExchanges;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.webhook.AllocationWebhook.Choice;
import io.muster.core.webhook.AllocationWebhook.Question;
import io.muster.core.webhook.NoReplyException.Kind;
import io.muster.core.webhook.WebhookTransport.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("3.20 to 3.29: asking a custom allocation webhook")
class AskedWebhookTest {
    private static final String URL = "https://hook.example/api/choose?code=s3cret-key&x=1";
    private static final String HUB_A = "hub=hub-a.azure-devices.net";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RegistrationId ID = new RegistrationId("dev-1");

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final ScriptedWebhook webhook = new ScriptedWebhook(clock);
    private final InMemoryExchanges log = new InMemoryExchanges();
    private final AskedWebhook asked = new AskedWebhook(
            new AskedWebhook.Ports(webhook, webhook, log), WebhookKeys.NONE, WebhookLimits.USUAL, clock);

    private static Question question(int attempt) {
        return new Question(
                CustomAllocation.of(WebhookUrl.parse(URL), "2021-10-01"),
                TestData.individual("dev-1", TermsBuilder.terms().webhook(URL)),
                ID,
                new Evidence.Key("dev-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(TestData.host("hub-a"), TestData.host("hub-b")),
                new OperationId("4.17"),
                attempt);
    }

    private WebhookFailure failure() {
        WebhookFailure failure = assertThrows(WebhookFailure.class, () -> asked.ask(question(1), LONG));
        String told = failure.getMessage() + log.of(ID);
        assertFalse(told.contains("s3cret"), told);
        return failure;
    }

    @Test
    @DisplayName("3.22: its choice, with the payload for the device")
    void chosen() throws Exception {
        webhook.then(200, "hub=HUB-A.azure-devices.net");

        assertEquals(
                new Choice(TestData.host("hub-a"), Optional.empty(), Optional.of(new JsonText("{}"))),
                asked.ask(question(1), LONG));
    }

    @Test
    @DisplayName("issue 5.2: each try names its operation, and the numbers of attempt and try; unsigned without keys")
    void headers() throws Exception {
        webhook.then(503, "").then(201, HUB_A);

        asked.ask(question(3), LONG);

        List<List<String>> numbers = new ArrayList<>();
        for (ScriptedWebhook.Call call : webhook.calls()) {
            assertEquals("4.17", call.headers().get("x-muster-operation-id"));
            assertEquals(
                    Long.toString(TestData.NOW.getEpochSecond()), call.headers().get("x-muster-timestamp"));
            assertEquals("asking for dev-1", call.body());
            assertEquals(4, call.headers().size());
            numbers.add(List.of(
                    String.valueOf(call.headers().get("x-muster-attempt")),
                    String.valueOf(call.headers().get("x-muster-try"))));
        }
        assertEquals(List.of(List.of("3", "1"), List.of("3", "2")), numbers);
    }

    @ParameterizedTest
    @CsvSource({
        "408, true, 2",
        "429, true, 2",
        "500, true, 2",
        "502, true, 2",
        "503, true, 2",
        "504, true, 2",
        "400, false, 1",
        "401, false, 1",
        "403, false, 1",
        "404, false, 1",
        "301, false, 1",
        "307, false, 1",
        "304, false, 1",
        "204, false, 1",
        "100, false, 1"
    })
    @DisplayName("3.27: what is no answer is 400207 and names the status; only what may pass is tried again")
    void refused(int status, boolean mayPass, int calls) {
        webhook.then(status, "").then(status, "");

        WebhookFailure failure = failure();

        assertEquals(400207, failure.code());
        assertEquals(mayPass, failure.mayPass());
        assertEquals(calls, webhook.calls().size());
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.startsWith("Custom allocation failed with status code: " + status + ", webhook hook.example: "),
                message);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("3.29: no answer at all: what may pass is tried twice, the rest is final")
    void silent(Kind kind) {
        webhook.fails(kind, Duration.ZERO).fails(kind, Duration.ZERO);

        WebhookFailure failure = failure();

        assertEquals(400207, failure.code());
        assertEquals(kind != Kind.TOO_LONG && kind != Kind.FORBIDDEN, failure.mayPass());
        assertEquals(failure.mayPass() ? 2 : 1, webhook.calls().size());
    }

    @Test
    @DisplayName("401 and 403 tell the author what to look at")
    void wrongKey() {
        webhook.then(401, "");

        assertTrue(String.valueOf(failure().getMessage()).contains("key"));
    }

    @ParameterizedTest
    @CsvSource({
        "hub=, 400207, iotHubHostName is missing",
        "hub=hub-c.azure-devices.net, 400208, linkedHubs",
        "hub=hub-a, 400208, linkedHubs",
        "bad, 400207, the answer is bad"
    })
    @DisplayName("3.27: an answer without a hub, or with one it was not offered, is final")
    void badChoice(String body, int code, String said) {
        webhook.then(200, body);

        WebhookFailure failure = failure();

        assertEquals(code, failure.code());
        assertFalse(failure.mayPass());
        assertTrue(String.valueOf(failure.getMessage()).contains(said), failure.getMessage());
    }

    @Test
    @DisplayName("Retry-After is honoured: it is not asked again at once, and the caller is told when")
    void retryAfter() {
        webhook.then(new Reply(429, Optional.of(Duration.ofSeconds(7)), ""));

        assertEquals(Optional.of(Duration.ofSeconds(7)), failure().retryAfter());
        assertEquals(1, webhook.calls().size());
    }

    @Test
    @DisplayName("issue 5.2: 5 s a try, 2 tries, 10 s in all, or what the caller has")
    void times() {
        webhook.fails(Kind.TIMEOUT, Duration.ofSeconds(5)).fails(Kind.TIMEOUT, Duration.ofSeconds(5));
        failure();
        webhook.fails(Kind.TIMEOUT, Duration.ofMillis(1450));
        assertThrows(WebhookFailure.class, () -> asked.ask(question(2), Duration.ofMillis(1500)));
        assertThrows(WebhookFailure.class, () -> asked.ask(question(3), Duration.ofMillis(99)));

        assertEquals(
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(1500)),
                webhook.calls().stream().map(ScriptedWebhook.Call::timeout).toList());
    }

    @Test
    @DisplayName("issue 5.2: after five failures in a row it is spared for 30 s, then one call finds out")
    void breaker() throws Exception {
        for (int i = 0; i < 5; i++) {
            webhook.fails(Kind.UNREACHABLE, Duration.ZERO);
        }
        failure();
        failure();
        failure();
        assertEquals(5, webhook.calls().size());

        WebhookFailure spared = failure();

        assertTrue(spared.mayPass());
        assertEquals(Optional.of(Duration.ofSeconds(30)), spared.retryAfter());
        assertEquals(5, webhook.calls().size());
        clock.advance(Duration.ofSeconds(30));
        webhook.fails(Kind.TIMEOUT, Duration.ZERO);
        failure();
        assertEquals(6, webhook.calls().size());
        clock.advance(Duration.ofSeconds(30));
        webhook.then(200, HUB_A).then(200, HUB_A);
        asked.ask(question(1), LONG);
        asked.ask(question(1), LONG);
        assertEquals(8, webhook.calls().size());
    }

    @Test
    @DisplayName("a webhook that says no, or is too busy, is there: it is not spared")
    void notDown() {
        for (int i = 0; i < 12; i++) {
            webhook.then(i % 2 == 0 ? 429 : 404, "");
        }
        for (int i = 0; i < 6; i++) {
            failure();
        }

        assertEquals(12, webhook.calls().size());
    }

    @Test
    @DisplayName("every try is told to the operator: how it went, how long it took, and how a refused answer began")
    void exchanges() {
        webhook.fails(Kind.TIMEOUT, Duration.ofSeconds(5)).then(200, "bad: no code=s3cret-key&x=1 or s3cret-key\u0007");
        failure();

        List<Exchange> told = log.of(ID);

        assertEquals(2, told.size());
        Exchange first = told.get(1);
        assertEquals(Duration.ofSeconds(5), first.took());
        assertEquals("no answer in time", first.outcome());
        assertEquals(Optional.empty(), first.status());
        Exchange second = told.get(0);
        assertEquals("hook.example/api/choose", second.webhook());
        assertEquals(2, second.tried());
        assertEquals(Optional.of(400207), second.failure());
        assertEquals("bad: no **** or ****?", second.excerpt());
    }

    @Test
    @DisplayName("an answer that was taken is not kept: its payload and twin may hold secrets")
    void nothingOfAGoodAnswer() throws Exception {
        webhook.then(200, HUB_A);
        asked.ask(question(1), LONG);

        Exchange told = log.of(ID).get(0);

        assertEquals("", told.excerpt());
        assertEquals("chose hub-a.azure-devices.net", told.outcome());
        assertEquals(Optional.empty(), told.failure());
    }
}
