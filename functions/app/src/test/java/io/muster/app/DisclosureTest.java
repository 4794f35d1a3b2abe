package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.InMemoryDecisions;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest 1.14: what callers and logs are told, and what they are not")
class DisclosureTest {
    private static final Request ANY = new Request("GET", "/", "", Map.of(), "");

    @Test
    void a_fault_of_ours_is_500001_with_a_number_to_quote_and_no_detail() {
        FrontDoor door = new FrontDoor(
                request -> {
                    throw new IllegalStateException("the row sec-ret is damaged");
                },
                new InMemoryDecisions(),
                () -> TestData.NOW);
        try (CapturedLog log = new CapturedLog()) {
            Response response = door.answer(ANY);

            assertEquals(500, response.status());
            String tracking = String.valueOf(response.headers().get("x-ms-request-id"));
            assertEquals(
                    "{\"errorCode\":500001,\"trackingId\":\"" + tracking
                            + "\",\"message\":\"An internal error occurred; quote the tracking id\","
                            + "\"timestampUtc\":\"2026-11-01T12:00:00.0000000Z\"}",
                    response.body());
            assertTrue(log.text().contains("SEVERE " + tracking), log.text());
            assertTrue(log.text().contains("the row sec-ret is damaged"), log.text());
        }
    }

    @Test
    void every_answer_has_the_tracking_id_in_a_header() {
        Response response =
                new FrontDoor(request -> Response.noContent(), new InMemoryDecisions(), () -> TestData.NOW).answer(ANY);

        assertTrue(String.valueOf(response.headers().get("x-ms-request-id")).matches("[0-9a-f-]{36}"));
        assertEquals("max-age=31536000; includeSubDomains", response.headers().get("Strict-Transport-Security"));
    }

    @Test
    void keys_and_tokens_never_reach_the_log() {
        TestApp app = new TestApp();
        String key = TestData.key("given").revealBase64();
        FakeDevice right = FakeDevice.withKey("dev-1", TestData.key("given"));
        FakeDevice wrong = FakeDevice.withKey("dev-1", TestData.key("other"));
        String body = "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + key + "\"}}";
        try (CapturedLog log = new CapturedLog()) {
            String path = "/enrollments/dev-1" + TestApp.SERVICE_VERSION;
            assertEquals(200, app.manage("PUT", path, body + "}").status());
            assertEquals(400, app.manage("PUT", path, body).status());
            assertEquals(400, app.manage("PUT", path, body + "}" + key).status());
            assertEquals(409, app.manage("PUT", path, body + "}").status());
            assertEquals(
                    400,
                    app.manage("PUT", path, body.replace(key, key + "!") + "}").status());
            assertEquals(202, app.register(right).status());
            assertEquals(401, app.register(wrong).status());
            String broken = right.authorization(app.clock()).orElseThrow() + "&sig=x";
            String register = TestApp.device("dev-1") + "/register" + TestApp.VERSION;
            assertEquals(
                    401,
                    app.call("PUT", register, "{}", Map.of("authorization", broken))
                            .status());

            assertTrue(log.text().contains("INFO"), "the refusals are in the log");
            String signature =
                    right.sas(app.clock().instant().plusSeconds(3600)).signature();
            for (String secret : List.of(key, key.substring(0, 20), signature.substring(0, 20), "sig=", "sr=")) {
                assertFalse(log.text().contains(secret), secret);
            }
        }
    }
}
