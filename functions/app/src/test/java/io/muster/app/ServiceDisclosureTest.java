package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.3: which answers of the service API show keys, and that no log does")
class ServiceDisclosureTest {
    private static final String ONE = TestData.key("one").revealBase64();
    private static final String TWO = TestData.key("two").revealBase64();
    private static final String KEYS =
            "\"symmetricKey\":{\"primaryKey\":\"" + ONE + "\",\"secondaryKey\":\"" + TWO + "\"}";
    private static final String ATTESTATION = "\"attestation\":{\"type\":\"symmetricKey\"," + KEYS + "}";
    private static final String VERSION = TestApp.SERVICE_VERSION;

    private final TestApp app = new TestApp();
    private final CapturedLog log = new CapturedLog();

    @BeforeEach
    void oneOfEachWithTheSameKeys() {
        for (String path : List.of("/enrollments/a", "/enrollmentGroups/a")) {
            String made =
                    app.manage("PUT", path + VERSION, "{" + ATTESTATION + "}").body();
            assertTrue(made.contains(KEYS), made);
        }
    }

    @AfterEach
    void theLogIsFreeOfKeysAndTokens() {
        log.close();
        for (String secret : List.of(ONE.substring(0, 16), TWO.substring(0, 16), "SharedAccessSignature sr", "sig=")) {
            assertFalse(log.text().contains(secret), log.text());
        }
    }

    private static void requireNoKeys(Response response) {
        assertEquals(200, response.status(), response.body());
        requireNotTold(response);
    }

    private static void requireNotTold(Response response) {
        for (String secret : List.of(ONE.substring(0, 16), TWO.substring(0, 16), "aryKey\"")) {
            assertFalse(response.body().contains(secret), response.body());
            assertFalse(
                    response.headers().toString().contains(secret),
                    response.headers().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enrollments", "/enrollmentGroups"})
    void only_the_answer_to_a_put_and_the_mechanism_show_keys(String path) {
        assertTrue(app.manage("POST", path + "/a/attestationmechanism" + VERSION, "{}")
                .body()
                .contains(KEYS));
        assertTrue(app.manage("PUT", path + "/a" + VERSION, "{" + ATTESTATION + "}", "if-match", "*")
                .body()
                .contains(KEYS));

        requireNoKeys(app.manage("GET", path + "/a" + VERSION, ""));
        requireNoKeys(app.manage("PATCH", path + "/a" + VERSION, "{" + ATTESTATION + "}"));
        for (String query : List.of("*", "SELECT attestation", "SELECT * WHERE attestation.type = 'symmetricKey'")) {
            String body = "{\"query\":\"" + query + "\"}";
            requireNoKeys(app.manage("POST", path + "/query" + VERSION + "&muster-include=registrationState", body));
            requireNoKeys(app.manage("POST", "/muster" + path + "/count", body));
        }
        String member = path.substring(1);
        String id = path.contains("Group") ? "enrollmentGroupId" : "registrationId";
        for (String mode : List.of("create", "update", "updateIfMatchETag", "delete")) {
            String item = "{\"" + id + "\":\"a\"," + ATTESTATION + "}";
            requireNoKeys(app.manage(
                    "POST",
                    path + VERSION,
                    "{\"mode\":\"" + mode + "\",\"" + member + "\":[" + item + "," + item + "]}"));
        }
    }

    @Test
    void an_import_answers_without_keys_whether_it_works_or_not() {
        String good = "{\"enrollment\":{\"registrationId\":\"b\"," + ATTESTATION + "}}";
        requireNoKeys(app.manage(
                "POST",
                "/muster/import",
                String.join(
                        "\n",
                        good,
                        good.substring(0, good.length() - 1),
                        good.replace("enrollment", "device"),
                        good.replace(ONE, ONE + "*"),
                        good.replace(ONE, ONE + TWO),
                        good.replace("\"b\"", "\"" + ONE + "\""),
                        good.replace("symmetricKey\",", "none\","),
                        ONE)));
        requireNoKeys(app.manage("GET", "/muster/export", ""));
        assertTrue(app.manage("GET", "/muster/export?keys=true", "").body().contains(KEYS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void a_refused_write_answers_without_what_it_was_given(String method) {
        for (String body : List.of(
                "{" + ATTESTATION,
                "{" + ATTESTATION + "}" + ONE,
                "{" + ATTESTATION.replace(ONE, ONE + "!") + "}",
                "{" + ATTESTATION.replace(ONE, ONE + TWO) + "}",
                "{" + ATTESTATION + ",\"provisioningStatus\":\"x\"}",
                "{\"attestation\":\"" + ONE + "\"}",
                "{\"attestation\":{\"type\":\"" + ONE + "\"}}",
                "{" + ATTESTATION + ",\"iotHubs\":[\"" + ONE + "\"]}",
                "{\"registrationId\":\"" + ONE + "\"," + ATTESTATION + "}")) {
            Response response = app.manage(method, "/enrollments/a" + VERSION, body, "if-match", "*");
            assertEquals(400, response.status(), response.body());
            requireNotTold(response);
        }
    }

    @Test
    void a_token_is_not_told_back() {
        String token = app.token("owner");
        String signature = token.replaceAll(".*sig=([^&]{12}).*", "$1");
        for (String authorization : List.of(token + "&x=1", token.replace("se=", "se=9"), "Bearer " + token)) {
            Response response = app.call("GET", "/enrollments/a" + VERSION, "", Map.of("authorization", authorization));
            assertEquals(401, response.status());
            assertFalse(response.body().contains(signature), response.body());
        }
        assertFalse(log.text().contains(signature), log.text());
    }
}
