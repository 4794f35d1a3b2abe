package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("no input yields a 500: seeded fuzz through the front door")
class AppFuzzTest {
    private static final int TRIES = Effort.inputs(1_500);
    private static final List<String> BODIES = List.of(
            "{\"registrationId\":\"dev-1\",\"payload\":{\"a\":[1,2.5e3,null]},\"csr\":null}",
            "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}},"
                    + "\"iotHubs\":[\"hub-a.azure-devices.net\"],\"allocationPolicy\":\"static\",\"deviceId\":\"d\","
                    + "\"initialTwin\":{\"tags\":{\"a\":1},\"properties\":{\"desired\":{\"$version\":1,\"x\":{}}}},"
                    + "\"reprovisionPolicy\":{\"updateHubAssignment\":true,\"migrateDeviceData\":false},"
                    + "\"capabilities\":{\"iotEdge\":true},\"provisioningStatus\":\"disabled\"}");
    /** Method, path, and which of the bodies belongs to it. */
    private static final List<String> CALLS = List.of(
            "GET /enrollments/dev-1 1",
            "PUT /enrollments/dev-1 1",
            "PUT /enrollments/new 1",
            "PUT /enrollmentGroups/line 1",
            "DELETE /enrollmentGroups/line 1",
            "POST /enrollments/dev-1/attestationmechanism 1",
            "PUT " + TestApp.device("dev-1") + "/register 0",
            "POST " + TestApp.device("dev-1") + " 0",
            "GET " + TestApp.device("dev-1") + "/operations/4.0123456789abcdef 0");

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");
    private static final List<String> CONDITIONS = List.of("*", "*", "\"*\"", "W/\"abc\"", "abc");

    private final TestApp app = new TestApp();
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void quiet() {
        log.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void any_request_is_answered_in_the_form_of_the_contract(long seed) {
        Random random = new Random(seed);
        Damage damage = new Damage(random);
        int done = 0;
        for (int i = 0; i < TRIES; i++) {
            app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
            app.groups().put(TestData.group("line", TermsBuilder.terms()));
            List<String> call = List.of(damage.pick(CALLS).split(" ", 3));
            String method = random.nextInt(12) == 0 ? damage.pick(METHODS) : call.get(0);
            String path = damage.perhaps(call.get(1), 8);
            String query = damage.perhaps("api-version=2019-03-31", 8);
            String body = random.nextInt(8) == 0
                    ? damage.noise()
                    : damage.perhaps(BODIES.get(Integer.parseInt(call.get(2))), 2);
            Map<String, String> headers = headers(path, damage);
            String why = "seed " + seed + ", try " + i + ": " + method + " " + path + "?" + query + " " + headers + " "
                    + body;

            Response response =
                    app.call(method, (path.startsWith("/") ? path : "/" + path) + "?" + query, body, headers);

            requireContractForm(response, why + "\n" + response.body());
            done += response.status() < 300 ? 1 : 0;
        }
        // A fuzzer whose every input dies at the first check proves nothing.
        assertTrue(done > TRIES / 20, "only " + done + " of " + TRIES + " were served");
        assertFalse(log.text().contains("unexpected"), log.text());
    }

    private static void requireContractForm(Response response, String why) {
        assertTrue(response.status() < 300 || (response.status() >= 400 && response.status() < 500), why);
        if (response.status() == 204) {
            assertEquals("", response.body(), why);
            return;
        }
        assertEquals("application/json; charset=utf-8", response.headers().get("Content-Type"), why);
        assertTrue(response.body().startsWith("{") && response.body().endsWith("}"), why);
        if (response.status() >= 400) {
            assertTrue(response.body().startsWith("{\"errorCode\":" + response.status()), why);
            assertTrue(response.body().getBytes(StandardCharsets.UTF_8).length <= 512, why);
        }
    }

    private Map<String, String> headers(String path, Damage damage) {
        Random random = damage.random();
        FakeDevice device = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
        String token = path.startsWith("/enrollment")
                ? app.token("owner")
                : device.authorization(app.clock()).orElseThrow();
        Map<String, String> headers = new HashMap<>(Map.of("authorization", damage.perhaps(token, 6)));
        if (random.nextBoolean()) {
            headers.put("if-match", damage.perhaps(damage.pick(CONDITIONS), 3));
        }
        if (random.nextInt(4) == 0) {
            headers.put("content-type", damage.perhaps("application/json; charset=utf-8", 2));
        }
        return headers;
    }
}
