package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.decision.Decision;
import io.muster.core.decision.Refusal;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryDecisions;
import io.muster.core.testkit.Refusals;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 4.7: a refused attempt leaves a trace for the operator, the device is told nothing of it")
class DecisionApiTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("Press-17", TestData.key("sec-ret"));

    private final TestApp app = new TestApp();
    private final InMemoryDecisions log = app.decisions();
    private final FrontDoor door = new FrontDoor(
            request -> {
                throw Refusals.of("Press-17");
            },
            log,
            app.clock());

    @Test
    @DisplayName("seams 3: the device gets the contract's 401 and a tracking id, under which the operator finds why")
    void byTrackingId() {
        Response refused = register();
        String tracking = String.valueOf(refused.headers().get("x-ms-request-id"));

        assertEquals(401, refused.status());
        assertEquals(
                "{\"errorCode\":401002,\"trackingId\":\"" + tracking + "\",\"message\":\"Unauthorized\","
                        + "\"timestampUtc\":\"2026-11-01T12:00:00.0000000Z\"}",
                refused.body());
        Response found = attempt(tracking);
        assertEquals(200, found.status());
        assertEquals(trace(tracking), found.body());
        assertEquals(found.body(), attempt(tracking.toUpperCase(Locale.ROOT)).body());
    }

    @Test
    @DisplayName("1.25: an id's decisions, newest first, under the id in any case")
    void byId() {
        String first = String.valueOf(register().headers().get("x-ms-request-id"));
        String second = String.valueOf(register().headers().get("x-ms-request-id"));

        assertEquals(
                "{\"decisions\":[" + trace(second) + "," + trace(first) + "]}",
                ofDevice("PRESS-17").body());
        assertEquals("{\"decisions\":[]}", ofDevice("press-1").body());
    }

    @Test
    @DisplayName(
            "seams 3: an unknown id, a wrong key and a broken token are one answer to devices, three to the operator")
    void endToEnd() {
        app.individuals().put(TestData.individual("known", TermsBuilder.terms()));
        String path = TestApp.device("known") + "/register" + TestApp.VERSION;
        List<Response> refused = List.of(
                app.register(FakeDevice.withKey("unknown", TestData.key("any"))),
                app.register(FakeDevice.withKey("known", TestData.key("wrong"))),
                app.call("PUT", path, "{}", Map.of("authorization", "SharedAccessSignature sr=x&sig=sec-ret")),
                app.call("PUT", path, "{}", Map.of()));

        List<String> reasons = new ArrayList<>();
        for (Response response : refused) {
            assertEquals(401, response.status());
            assertTrue(response.body().contains("\"message\":\"Unauthorized\""), response.body());
            String trace = attempt(String.valueOf(response.headers().get("x-ms-request-id")))
                    .body();
            assertFalse(trace.contains("sec-ret"), trace);
            reasons.add(Answers.json(trace).at("/reason/code").asText());
        }
        assertEquals(List.of("token-of-nobody", "token-signature", "token-malformed", "credential-missing"), reasons);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "PUT, /0ne00ABCDEF/registrations/press-17/register, register",
        "PUT, /0ne00ABCDEF/registrations/press-17/register/, register",
        "GET, /0ne00ABCDEF/registrations/press-17/operations/4.5, operation",
        "POST, /0ne00ABCDEF/registrations/press-17, registration",
        "GET, /0ne00ABCDEF/registrations/press-17/, registration"
    })
    void whatWasAskedFor(String method, String path, String operation) {
        Response unused = door.answer(new Request(method, path, "", Map.of(), ""));

        assertEquals(operation, log.all().get(0).operation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-2-3-4-5", "registrations", "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d0", "%27%20or%20true"})
    void whatIsNoTrackingIdIs400(String text) {
        Response response = attempt(text);

        assertEquals(400, response.status());
        assertTrue(response.body().contains("trackingId must be a UUID"), response.body());
    }

    @Test
    void anUnknownTrackingIdIs404() {
        Response response = attempt(ServiceCall.ATTEMPT.toString());

        assertEquals(404, response.status());
        assertTrue(response.body().contains("\"errorCode\":404001,"), response.body());
    }

    @Test
    void aDecisionOfAnotherVersionWithoutAReasonIsShownWithoutOne() {
        log.record(new Decision(ServiceCall.ATTEMPT, DEVICE.registrationId(), TestData.NOW, "register", List.of()));

        assertEquals(
                "{\"trackingId\":\"" + ServiceCall.ATTEMPT + "\",\"registrationId\":\"Press-17\","
                        + "\"at\":\"2026-11-01T12:00:00.0000000Z\",\"operation\":\"register\","
                        + "\"outcome\":\"refused\",\"findings\":[]}",
                attempt(ServiceCall.ATTEMPT.toString()).body());
    }

    @Test
    @DisplayName("Neither the device's token, nor its key, nor the request's body is kept or logged")
    void noSecret() {
        Optional<String> token = DEVICE.authorization(app.clock());
        String signature = DEVICE.sas(TestData.NOW.plusSeconds(3600)).signature();
        assertTrue(token.orElseThrow()
                .contains(signature.substring(0, 10).replace("+", "%2B").replace("/", "%2F")));
        try (CapturedLog lines = new CapturedLog()) {
            Response unused = door.answer(new Request(
                    "PUT",
                    TestApp.device("Press-17") + "/register",
                    "api-version=2021-06-01&note=" + signature,
                    Map.of("authorization", token.get(), "x-arr-clientcert", signature),
                    "{\"payload\":\"" + signature + "\"}"));

            String kept = log.all() + lines.text() + ofDevice("press-17").body();
            assertTrue(kept.contains("signed on a Monday"), "nothing was kept, so nothing was looked at");
            assertFalse(kept.contains(signature.substring(0, 10)), "a signature was kept");
            assertFalse(kept.contains(DEVICE.key().revealBase64().substring(0, 10)), "a key was kept");
        }
    }

    @Test
    @DisplayName("What ends otherwise than by a refusal leaves no trace")
    void onlyRefusals() {
        Response unused = app.manage("GET", "/enrollments/none" + TestApp.SERVICE_VERSION, "");
        Response unusedToo = app.call("GET", "/enrollments/none" + TestApp.SERVICE_VERSION, "", Map.of());

        assertEquals(List.of(), log.all());
    }

    @Test
    @DisplayName("The trace is kept before the answer goes out, at the time the answer names")
    void keptFirst() {
        Refusal refusal = Refusals.of("Press-17");
        Response response = register();

        Decision kept = log.all().get(0);
        assertEquals(app.clock().instant(), kept.at());
        assertEquals(
                response.headers().get("x-ms-request-id"), kept.trackingId().toString());
        assertEquals(refusal.findings().size(), kept.entries().size());
    }

    private static String trace(String tracking) {
        return "{\"trackingId\":\"" + tracking + "\",\"registrationId\":\"Press-17\","
                + "\"at\":\"2026-11-01T12:00:00.0000000Z\",\"operation\":\"register\",\"outcome\":\"refused\","
                + "\"reason\":{\"code\":\"not-today\",\"advice\":\"Come back tomorrow.\"},"
                + "\"findings\":[{\"step\":\"enrollment\",\"subject\":\"individual enrollment Press-17\","
                + "\"text\":\"found\"},{\"step\":\"token\",\"subject\":\"its token\","
                + "\"text\":\"signed on a Monday\"}]}";
    }

    private Response register() {
        return door.answer(
                new Request("PUT", TestApp.device("Press-17") + "/register", "api-version=2021-06-01", Map.of(), ""));
    }

    private Response attempt(String trackingId) {
        return app.manageAs("RegistrationStatusRead", "GET", "/muster/decisions/attempts/" + trackingId, "");
    }

    private Response ofDevice(String id) {
        return app.manageAs("RegistrationStatusRead", "GET", "/muster/decisions/registrations/" + id, "");
    }
}
