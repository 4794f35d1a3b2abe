package io.muster.app;

import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.identity.DeviceId;
import io.muster.core.problem.Problem;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rule 1.24: the hub follows each call that deletes or disables, where it is asked to")
class DeprovisionApiTest {
    private static final FakeDevice SINGLE =
            FakeDevice.withKey("dev-1", TestData.keys("dev-1").primary());
    private static final FakeDevice MEMBER =
            FakeDevice.member("dev-2", TestData.keys("line").primary());

    private static TestApp app(DeprovisionPolicy policy) {
        TestApp app = new TestApp(policy);
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        app.groups().put(TestData.group("line", TermsBuilder.terms()));
        assertEquals(202, app.register(SINGLE).status());
        assertEquals(202, app.register(MEMBER).status());
        return app;
    }

    private static String identity(TestApp app, String id) {
        return app.hubs()
                .device(TestData.host("hub-a"), new DeviceId(id))
                .map(it -> it.enabled() ? "enabled" : "disabled")
                .orElse("gone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DELETE | /enrollments/dev-1      | ``                                | dev-1 | gone",
                "PATCH  | /enrollments/dev-1      | {\"provisioningStatus\":\"disabled\"} | dev-1 | disabled",
                "PATCH  | /enrollmentGroups/line  | {\"provisioningStatus\":\"disabled\"} | dev-2 | disabled",
                "DELETE | /enrollmentGroups/line  | ``                                | dev-2 | gone",
                "DELETE | /registrations/dev-1    | ``                                | dev-1 | gone",
                "DELETE | /registrations/dev-2    | ``                                | dev-2 | gone",
                "POST   | /enrollments            | {\"mode\":\"delete\",\"enrollments\":[{\"registrationId\":\"dev-1\"}]} | dev-1 | gone",
                "POST   | /enrollmentGroups       | {\"mode\":\"delete\",\"enrollmentGroups\":[{\"enrollmentGroupId\":\"line\"}]} | dev-2 | gone",
            })
    void each_call_has_its_effect_and_none_by_default(
            String method, String path, String body, String device, String outcome) {
        for (DeprovisionPolicy policy : DeprovisionPolicy.values()) {
            TestApp app = app(policy);

            Response answer = app.manage(method, path + TestApp.SERVICE_VERSION, body);
            assertTrue(answer.status() < 300, answer::body);
            app.deprovision();

            String expected = switch (policy) {
                case NONE -> "enabled";
                case DISABLE -> "disabled";
                case DELETE -> outcome;
            };
            assertEquals(expected, identity(app, device), policy.name());
            assertEquals("enabled", identity(app, device.equals("dev-1") ? "dev-2" : "dev-1"));
        }
    }

    @Test
    void a_put_that_disables_counts_and_one_that_does_not_costs_nothing() {
        TestApp app = app(DeprovisionPolicy.DELETE);
        String path = "/enrollments/dev-1" + TestApp.SERVICE_VERSION;
        String body = app.manage("GET", path, "").body();

        assertEquals(200, app.manage("PUT", path, body, "if-match", "*").status());
        assertEquals(List.of(), app.orders().messages());
        String disabled = body.replace("\"enabled\"", "\"disabled\"");
        assertEquals(
                "disabled",
                ok(app.manage("PUT", path, disabled, "if-match", "*"))
                        .path("provisioningStatus")
                        .textValue());
        app.deprovision();

        assertEquals("disabled", identity(app, "dev-1"));
    }

    @ParameterizedTest
    @CsvSource({"/enrollments/dev-1", "/enrollmentGroups/line", "/registrations/dev-1"})
    void a_queue_that_refuses_is_503_and_nothing_is_deleted(String path) {
        TestApp app = app(DeprovisionPolicy.DELETE);
        app.journal().beforeNext("orders.schedule", () -> {
            throw Problem.unavailable("the queue is down", new IllegalStateException("down"));
        });

        refused(503001, app.manage("DELETE", path + TestApp.SERVICE_VERSION, ""));

        assertEquals(200, app.manage("GET", path + TestApp.SERVICE_VERSION, "").status());
        app.deprovision();
        assertEquals("enabled", identity(app, "dev-1"));
    }
}
