package io.muster.app;

import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.limits.Rates;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rules 7.2, 7.3: what is more than the rates allow is 429001 with a whole Retry-After")
class RateApiTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
    private static final FakeDevice FORGER = FakeDevice.withKey("dev-1", TestData.key("forged"));
    private static final String LOOK_UP = TestApp.device("dev-1") + TestApp.VERSION;

    private final TestApp app = new TestApp(DeprovisionPolicy.NONE, new Rates(3, 2, 5, Duration.ofSeconds(60)));

    @BeforeEach
    void aDeviceIsEnrolled() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
    }

    @Test
    @DisplayName("rule 7: registrations; one that comes in vain is not even loaded, and strangers use up nothing")
    void registrations() {
        for (int i = 0; i < 20; i++) {
            assertEquals(401, app.register(FORGER).status());
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(202, app.register(DEVICE).status());
        }
        throttled(app.register(DEVICE));
        app.journal().clear();
        throttled(app.register(DEVICE));
        assertEquals(List.of(), app.journal().calls());
        app.clock().advance(Duration.ofMinutes(10));
        assertEquals(202, app.register(DEVICE).status());
    }

    @Test
    @DisplayName(
            "rule 7: calls of the service API; refused tokens use up nothing, and the management plane has no such limit")
    void serviceCalls() {
        String enrollment = "/enrollments/dev-1" + TestApp.SERVICE_VERSION;
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    401,
                    app.call("GET", enrollment, "", Map.of("authorization", "x"))
                            .status());
            assertEquals(
                    403, app.manageAs("ServiceConfig", "GET", enrollment, "").status());
        }
        ok(app.manage("GET", enrollment, ""));
        ok(app.manage("GET", "/muster/dead-letters", ""));
        throttled(app.manage("GET", enrollment, ""));
        ok(app.manage("GET", ServiceBodies.ONE + TestApp.MANAGEMENT_VERSION, ""));
        assertEquals(202, app.register(DEVICE).status());
        app.clock().advance(Duration.ofMinutes(1));
        ok(app.manage("GET", enrollment, ""));
    }

    @Test
    @DisplayName(
            "rule 7: five look-ups in ten seconds; who asks under a device's id without its key is no bother to it")
    void polls() {
        assertEquals(202, app.register(DEVICE).status());
        for (int i = 0; i < 20; i++) {
            assertEquals(401, app.as(FORGER, "GET", LOOK_UP, "").status());
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(200, app.as(DEVICE, "GET", LOOK_UP, "").status());
        }
        throttled(app.as(DEVICE, "GET", LOOK_UP, ""));
        app.clock().advance(Duration.ofSeconds(10));
        assertEquals(200, app.as(DEVICE, "GET", LOOK_UP, "").status());
    }

    @Test
    @DisplayName("issue 6.3: whoever fails again and again from one address waits, before anything is loaded")
    void failures() {
        Optional<InetAddress> address = Optional.of(InetAddress.getLoopbackAddress());
        for (int i = 0; i < 6; i++) {
            assertEquals(401, registerFrom(address, FORGER).status());
        }
        app.journal().clear();
        throttled(registerFrom(address, FORGER));
        assertEquals(List.of(), app.journal().calls());
        assertEquals(202, app.register(DEVICE).status(), "from elsewhere");
        app.clock().advance(Duration.ofSeconds(60));
        assertEquals(202, registerFrom(address, DEVICE).status());
    }

    private Response registerFrom(Optional<InetAddress> address, FakeDevice device) {
        return app.callFrom(
                address,
                "PUT",
                TestApp.device("dev-1") + "/register" + TestApp.VERSION,
                "{}",
                Map.of("authorization", device.authorization(app.clock()).orElseThrow(), "content-type", TestApp.JSON));
    }

    private static void throttled(Response response) {
        assertFalse(refused(429001, response).isEmpty());
        assertTrue(Integer.parseInt(response.headers().get("Retry-After")) > 0, response::toString);
    }
}
