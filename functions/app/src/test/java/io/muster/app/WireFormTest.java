package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.app.wire.ProblemWire;
import io.muster.core.hub.HubFailure;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("rest 2, clients 1 to 10: what a device reads, to the letter")
class WireFormTest {
    private static final String NOW = "2026-11-01T12:00:00.0000000Z";
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));

    private final TestApp app = new TestApp();

    /** What is random made equal, so that the rest can be compared to the letter. */
    private static String plain(Response response) {
        return response.body()
                .replaceAll("\"4\\.[0-9a-f]{16}\"", "\"OP\"")
                .replaceAll("\"etag\":\"[A-Za-z0-9_-]{12}\"", "\"etag\":\"E\"")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "TRACK");
    }

    @Test
    void assigned_for_an_individual_device() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));

        Response response = app.register(DEVICE);

        assertEquals(202, response.status());
        assertEquals("application/json; charset=utf-8", response.headers().get("Content-Type"));
        assertFalse(response.headers().containsKey("Retry-After"));
        assertEquals(
                "{\"operationId\":\"OP\",\"status\":\"assigned\",\"registrationState\":{\"registrationId\":\"dev-1\","
                        + "\"createdDateTimeUtc\":\"" + NOW + "\",\"assignedHub\":\"hub-a.azure-devices.net\","
                        + "\"deviceId\":\"dev-1\",\"status\":\"assigned\",\"substatus\":\"initialAssignment\","
                        + "\"lastUpdatedDateTimeUtc\":\"" + NOW + "\",\"etag\":\"E\"}}",
                plain(response));
    }

    @Test
    void assigned_for_a_member_of_a_group_names_the_group_and_fits_an_embedded_client() {
        app.hubs().unlink(TestData.host("hub-a"));
        app.hubs().link(TestData.hub("h".repeat(30)));
        String group = "g".repeat(32);
        app.groups().put(TestData.group(group, TermsBuilder.terms()));

        Response response = app.register(FakeDevice.member("d".repeat(32), TestData.key(group + "/1")));

        assertEquals(48, TestData.host("h".repeat(30)).name().length());
        assertTrue(
                plain(response)
                        .endsWith(",\"etag\":\"E\",\"symmetricKey\":{\"enrollmentGroupId\":\"" + group + "\"}}}"),
                response.body());
        assertTrue(response.body().contains("\"status\":\"assigned\""), response.body());
        assertTrue(response.body().length() <= 512, "has " + response.body().length());
    }

    @Test
    void assigning_is_the_operation_alone_with_whole_seconds_to_wait() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.hubs().latency(TestData.host("hub-a"), Duration.ofMinutes(1));

        Response response = app.register(DEVICE);

        assertEquals(202, response.status());
        assertEquals("3", response.headers().get("Retry-After"));
        assertEquals("{\"operationId\":\"OP\",\"status\":\"assigning\"}", plain(response));
    }

    @Test
    void failed_holds_code_and_message() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.hubs().failNext("hub-a.write", HubFailure.Kind.REJECTED, Optional.empty());

        Response response = app.register(DEVICE);

        assertEquals(202, response.status());
        assertTrue(
                plain(response)
                        .matches("\\{\"operationId\":\"OP\",\"status\":\"failed\",\"registrationState\":\\{"
                                + "\"registrationId\":\"dev-1\",\"createdDateTimeUtc\":\"" + NOW
                                + "\",\"status\":\"failed\",\"errorCode\":[45][0-9]{5},\"errorMessage\":\"[^\"]+\","
                                + "\"lastUpdatedDateTimeUtc\":\"" + NOW + "\",\"etag\":\"E\"}}"),
                response.body());
        assertTrue(response.body().length() <= 512, response.body());
    }

    @Test
    void disabled_is_a_status_and_no_error() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms().disabled()));

        Response response = app.register(DEVICE);

        assertEquals(202, response.status());
        assertEquals(
                "{\"operationId\":\"OP\",\"status\":\"disabled\",\"registrationState\":{\"registrationId\":\"dev-1\","
                        + "\"status\":\"disabled\",\"lastUpdatedDateTimeUtc\":\"" + NOW + "\"}}",
                plain(response));
        assertTrue(app.changes().stream().noneMatch(call -> call.startsWith("hub-a")));
    }

    @Test
    void the_operation_and_the_registration_can_be_looked_up() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        String registered = app.register(DEVICE).body();
        String operation = registered.replaceAll(".*\"operationId\":\"([^\"]*)\".*", "$1");

        Response polled =
                app.as(DEVICE, "GET", TestApp.device("dev-1") + "/operations/" + operation + TestApp.VERSION, "");
        assertEquals(200, polled.status());
        assertEquals(registered, polled.body());
        for (String method : new String[] {"GET", "POST"}) {
            Response state = app.as(DEVICE, method, TestApp.device("dev-1") + TestApp.VERSION, "");
            assertEquals(200, state.status());
            assertTrue(registered.endsWith(",\"registrationState\":" + state.body() + "}"), state.body());
        }
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void a_problem_has_four_members_and_fits_an_embedded_client(ProblemKind kind) {
        String message = "m".repeat(256);

        Response response = ProblemWire.response(
                Problem.of(kind, message), UUID.randomUUID().toString(), TestData.NOW);

        assertEquals(kind.status(), response.status());
        assertEquals(Integer.toString(kind.code()), response.headers().get("x-ms-error-code"));
        assertEquals(
                "{\"errorCode\":" + kind.code() + ",\"trackingId\":\"TRACK\",\"message\":\"" + message
                        + "\",\"timestampUtc\":\"" + NOW + "\"}",
                plain(response));
        assertTrue(response.body().getBytes(StandardCharsets.UTF_8).length <= 512);
    }

    @Test
    void a_throttled_caller_is_told_whole_seconds() {
        Problem problem = Problem.throttled("Slow down", Duration.ofMillis(10));

        assertEquals(
                "1", ProblemWire.response(problem, "t", TestData.NOW).headers().get("Retry-After"));
    }
}
