package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 1.16: bad input gets its code and changes nothing")
class BadInputTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
    private static final String REGISTER = TestApp.device("dev-1") + "/register" + TestApp.VERSION;

    private final TestApp app = new TestApp();

    @BeforeEach
    void oneDeviceIsEnrolled() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
    }

    private void refused(Response response, int status, int code) {
        assertEquals(status, response.status(), response.body());
        assertTrue(
                response.body()
                        .matches("\\{\"errorCode\":" + code
                                + ",\"trackingId\":\"[0-9a-f-]{36}\",\"message\":\"[^\\r\\n]+\","
                                + "\"timestampUtc\":\"2026-11-01T12:00:00.0000000Z\"}"),
                response.body());
        assertTrue(response.body().length() <= 512, response.body());
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "\"dev-1\"",
                "{} {}",
                "{\"registrationId\":\"dev-1\",\"registrationId\":\"dev-1\"}",
                "{'registrationId':'dev-1'}",
                "{\"registrationId\":1}",
                "{\"registrationId\":[\"dev-1\"]}",
                "{\"registrationId\":\"dev-2\"}",
                "{\"registrationId\":\"dev 1\"}",
                "{\"registrationId\":\"\"}",
                "{\"registrationId\":\"dev-1\",\"csr\":\"MII\"}",
                "\u0000",
                "NaN"
            })
    void a_register_with_a_bad_body_is_400004(String body) {
        refused(app.as(DEVICE, "PUT", REGISTER, body), 400, 400004);
        refused(app.as(DEVICE, "POST", TestApp.device("dev-1") + TestApp.VERSION, body), 400, 400004);
    }

    @Test
    void json_nested_too_deep_is_400004() {
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);

        refused(app.as(DEVICE, "PUT", REGISTER, deep), 400, 400004);
        refused(app.as(DEVICE, "PUT", REGISTER, "[".repeat(90_000)), 400, 400004);
    }

    @Test
    void rule_5_9_more_than_96_kilobytes_is_413001_counted_in_bytes() {
        refused(app.as(DEVICE, "PUT", REGISTER, " ".repeat(96 * 1024 + 1)), 413, 413001);
        refused(app.as(DEVICE, "PUT", REGISTER, "{\"x\":\"" + "\u00e9".repeat(48 * 1024) + "\"}"), 413, 413001);
    }

    @Test
    void a_chunked_body_is_400004_and_another_type_415000() {
        String token = app.token("owner");

        refused(
                app.call("PUT", REGISTER, "", Map.of("authorization", token, "transfer-encoding", "chunked")),
                400,
                400004);
        refused(
                app.call("PUT", REGISTER, "<a/>", Map.of("authorization", token, "content-type", "text/xml")),
                415,
                415000);
    }

    @Test
    void another_id_scope_is_404208() {
        refused(app.as(DEVICE, "PUT", REGISTER.replace("0ne00ABCDEF", "0ne00ABCDE0"), "{}"), 404, 404208);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_", "a.", "a*", "a b", "a,b", "%C3%A9"})
    void an_id_with_a_bad_character_or_too_long_is_400004(String id) {
        String encoded = id.replace(" ", "%20");
        refused(app.as(DEVICE, "PUT", TestApp.device(encoded) + "/register" + TestApp.VERSION, "{}"), 400, 400004);
        refused(app.manage("PUT", "/enrollments/" + encoded + TestApp.SERVICE_VERSION, "{}"), 400, 400004);
        refused(app.manage("PUT", "/enrollments/" + "a".repeat(129) + TestApp.SERVICE_VERSION, "{}"), 400, 400004);
        refused(app.as(DEVICE, "GET", TestApp.device("a".repeat(9000)) + TestApp.VERSION, ""), 400, 400004);
    }

    @Test
    void a_device_that_does_not_prove_itself_is_401002_and_learns_nothing_else() {
        FakeDevice wrong = FakeDevice.withKey("dev-1", TestData.key("other"));
        FakeDevice unknown = FakeDevice.withKey("nobody", TestData.key("other"));
        String forOther = FakeDevice.withKey("dev-2", TestData.key("dev-1/1"))
                .authorization(app.clock())
                .orElseThrow();
        String expired =
                DEVICE.sas(app.clock().instant().minus(Duration.ofSeconds(61))).header();

        refused(app.register(wrong), 401, 401002);
        refused(app.register(unknown), 401, 401002);
        refused(app.call("PUT", REGISTER, "{}", Map.of()), 401, 401002);
        refused(app.call("PUT", REGISTER, "{}", Map.of("authorization", forOther)), 401, 401002);
        refused(app.call("PUT", REGISTER, "{}", Map.of("authorization", expired)), 401, 401002);
    }

    @Test
    void a_token_that_is_malformed_duplicated_overlong_or_not_base64_is_401002() {
        String good = DEVICE.authorization(app.clock()).orElseThrow();
        for (String bad : List.of(
                "",
                "Bearer x",
                "SharedAccessSignature",
                "SharedAccessSignature ",
                good.replace("&se=", "&SE="),
                good.replaceAll("&se=[0-9]*", "&se=soon"),
                good.replaceAll("&se=[0-9]*", "&se=-1"),
                good.replaceAll("&se=[0-9]*", "&se=99999999999999999999"),
                good.replaceAll("&sig=[^&]*", "&sig=*"),
                good.replaceAll("&sig=[^&]*", "&sig=%zz"),
                good.replaceAll("sr=[^&]*&", ""),
                good + "&se=1",
                good + "&x=1",
                good + "&" + "a".repeat(4096))) {
            refused(app.call("PUT", REGISTER, "{}", Map.of("authorization", bad)), 401, 401002);
            refused(
                    app.call("GET", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, "", Map.of("authorization", bad)),
                    401,
                    401002);
        }
    }

    @Test
    void rule_6_1_a_caller_without_the_right_is_403001() {
        String reader = app.token("reader");
        String path = "/enrollments/dev-1";

        for (String[] call : new String[][] {{"PUT", ""}, {"DELETE", ""}, {"POST", "/attestationmechanism"}}) {
            Map<String, String> headers = Map.of("authorization", reader);
            refused(app.call(call[0], path + call[1] + TestApp.SERVICE_VERSION, "{}", headers), 403, 403001);
        }
        String foreign = Sas.of("other.example", TestData.key("policy owner"), TestData.NOW.plusSeconds(60))
                .keyName("owner")
                .header();
        refused(app.call("GET", path + TestApp.SERVICE_VERSION, "", Map.of("authorization", foreign)), 401, 401002);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "`\"x\":1`",
                "`\"attestation\":null`",
                "`\"attestation\":[]`",
                "`\"attestation\":{}`",
                "`\"attestation\":{\"type\":1}`",
                "`\"attestation\":{\"type\":\"x509\"}`",
                "`\"attestation\":{\"type\":\"tpm\"}`",
                "`\"attestation\":{\"type\":\"none\"}`",
                "`\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":\"k\"}`",
                "`A,\"provisioningStatus\":\"on\"`",
                "`A,\"provisioningStatus\":true`",
                "`A,\"capabilities\":{\"iotEdge\":\"true\"}`",
                "`A,\"capabilities\":true`",
                "`A,\"reprovisionPolicy\":{\"updateHubAssignment\":1}`",
                "`A,\"allocationPolicy\":\"custom\"`",
                "`A,\"allocationPolicy\":\"best\"`",
                "`A,\"allocationPolicy\":\"static\"`",
                "`A,\"iotHubs\":\"hub-a.azure-devices.net\"`",
                "`A,\"iotHubs\":[1]`",
                "`A,\"iotHubs\":[\"hub-z.azure-devices.net\"]`",
                "`A,\"iotHubs\":[\"hub-a.azure-devices.net:443\"]`",
                "`A,\"iotHubHostName\":\"hub-z.azure-devices.net\"`",
                "`A,\"initialTwin\":\"{}\"`",
                "`A,\"initialTwin\":{\"tags\":{\"a\":1e12345678901234}}`",
                "`A,\"initialTwin\":{\"tags\":1}`",
                "`A,\"initialTwin\":{\"properties\":{\"desired\":[]}}`"
            })
    void an_enrollment_with_a_wrong_member_is_400004(String members) {
        String body = "{" + members.replace("A,", "\"attestation\":{\"type\":\"symmetricKey\"},") + "}";

        refused(app.manage("PUT", "/enrollments/new" + TestApp.SERVICE_VERSION, body), 400, 400004);
        refused(app.manage("PUT", "/enrollmentGroups/new" + TestApp.SERVICE_VERSION, body), 400, 400004);
    }

    @Test
    void rule_2_1_keys_of_the_wrong_length_or_not_base64_are_400004_and_not_echoed() {
        for (String key : List.of("c2VjcmV0", base64(15), base64(65), "c2VjcmV0*", "AAAA AAAA")) {
            String body =
                    "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + key + "\"}}}";

            Response response = app.manage("PUT", "/enrollments/new" + TestApp.SERVICE_VERSION, body);

            refused(response, 400, 400004);
            assertFalse(response.body().contains(key), response.body());
        }
    }

    private static String base64(int length) {
        return Base64.getEncoder().encodeToString(new byte[length]);
    }

    @Test
    void rule_1_25_ids_that_differ_in_case_only_are_the_same() {
        String body = "{\"attestation\":{\"type\":\"symmetricKey\"}}";

        refused(app.manage("PUT", "/enrollments/DEV-1" + TestApp.SERVICE_VERSION, body), 409, 409201);
    }

    @Test
    void the_body_of_an_enrollment_must_be_there_and_name_the_id_of_the_path() {
        String other = "{\"registrationId\":\"b\",\"attestation\":{\"type\":\"symmetricKey\"}}";
        String group = "{\"enrollmentGroupId\":\"b\",\"attestation\":{\"type\":\"symmetricKey\"}}";

        refused(app.manage("PUT", "/enrollments/a" + TestApp.SERVICE_VERSION, ""), 400, 400004);
        refused(app.manage("PUT", "/enrollments/a" + TestApp.SERVICE_VERSION, other), 400, 400004);
        refused(app.manage("PUT", "/enrollmentGroups/a" + TestApp.SERVICE_VERSION, group), 400, 400004);
    }

    @Test
    void what_is_not_there_is_404_with_its_own_code() {
        refused(app.manage("GET", "/enrollments/a" + TestApp.SERVICE_VERSION, ""), 404, 404201);
        refused(app.manage("DELETE", "/enrollmentGroups/a" + TestApp.SERVICE_VERSION, ""), 404, 404204);
        refused(app.as(DEVICE, "GET", TestApp.device("dev-1") + TestApp.VERSION, ""), 404, 404202);
        refused(app.as(DEVICE, "GET", TestApp.device("dev-1") + "/operations/4.0" + TestApp.VERSION, ""), 404, 404203);
    }
}
