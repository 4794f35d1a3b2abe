package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3: enrollments and groups as JSON")
class EnrollmentApiTest {
    private static final String PRIMARY = TestData.key("given/1").revealBase64();
    private static final String SECONDARY = TestData.key("given/2").revealBase64();
    private static final String KEYS =
            "\"symmetricKey\":{\"primaryKey\":\"" + PRIMARY + "\",\"secondaryKey\":\"" + SECONDARY + "\"}";
    private static final String ATTESTATION = "\"attestation\":{\"type\":\"symmetricKey\"," + KEYS + "}";
    private static final String TWIN = "{\"tags\":{\"site\":1.50,\"$version\":3},\"properties\":{\"desired\":"
            + "{\"rate\":1,\"$metadata\":{\"$lastUpdated\":\"x\"},\"$version\":1}},\"own\":[null,\"\u00e9\"]}";

    private final TestApp app = new TestApp();

    private Response put(String path, String body, String... headers) {
        return app.manage("PUT", path + TestApp.SERVICE_VERSION, body, headers);
    }

    private Response get(String path) {
        return app.manage("GET", path + TestApp.SERVICE_VERSION, "");
    }

    private static String etagOf(Response response) {
        return response.body().replaceAll(".*\"etag\":\"\\\\\"([^\"\\\\]+)\\\\\"\".*", "$1");
    }

    @Test
    void an_individual_enrollment_comes_back_as_it_was_sent_and_unknown_members_are_ignored() {
        String own =
                "\"registrationId\":\"Dev-1\",\"deviceId\":\"my#device\",\"optionalDeviceInformation\":{\"a\":[1]},";
        String terms = "\"capabilities\":{\"iotEdge\":true},\"initialTwin\":" + TWIN
                + ",\"provisioningStatus\":\"enabled\",\"reprovisionPolicy\":{\"updateHubAssignment\":true,"
                + "\"migrateDeviceData\":false},\"allocationPolicy\":\"static\",\"iotHubs\":[\"hub-a.azure-devices.net\"]";

        Response response =
                put("/enrollments/Dev-1", "{\"future\":{\"x\":null}," + own + ATTESTATION + "," + terms + "}");

        assertEquals(200, response.status(), response.body());
        assertEquals(
                "{" + own + ATTESTATION + "," + terms + ",\"etag\":\"\\\"" + etagOf(response)
                        + "\\\"\",\"createdDateTimeUtc\":\"2026-11-01T12:00:00.0000000Z\","
                        + "\"lastUpdatedDateTimeUtc\":\"2026-11-01T12:00:00.0000000Z\"}",
                response.body());
        assertEquals(
                response.body().replace("," + KEYS, ""),
                get("/enrollments/dev-1").body());
    }

    @Test
    void a_group_comes_back_as_it_was_sent() {
        String own = "\"enrollmentGroupId\":\"line\",\"registrationIdPrefix\":\"line-\",";

        Response response = put("/enrollmentGroups/line", "{" + own + ATTESTATION + ",\"initialTwin\":" + TWIN + "}");

        assertEquals(200, response.status(), response.body());
        assertTrue(
                response.body()
                        .startsWith("{" + own + ATTESTATION + ",\"capabilities\":{\"iotEdge\":false},\"initialTwin\":"
                                + TWIN + ",\"provisioningStatus\":\"enabled\",\"etag\":"),
                response.body());
        assertEquals(
                response.body().replace("," + KEYS, ""),
                get("/enrollmentGroups/LINE").body());
    }

    @Test
    void rule_5_2_the_hub_gets_the_twin_without_what_it_would_refuse() {
        Response unused = put("/enrollments/dev-1", "{" + ATTESTATION + ",\"initialTwin\":" + TWIN + "}");

        Response registered = app.register(FakeDevice.withKey("dev-1", TestData.key("given/1")));

        assertEquals(202, registered.status(), registered.body());
        assertEquals(
                new HubTwin(new JsonText("{\"site\":1.50}"), new JsonText("{\"rate\":1}")),
                app.hubs()
                        .device(TestData.host("hub-a"), new DeviceId("dev-1"))
                        .orElseThrow()
                        .twin());
        assertTrue(get("/enrollments/dev-1").body().contains(",\"registrationState\":{\"registrationId\":\"dev-1\","));
    }

    @Test
    void rule_3_3_keys_are_seen_in_the_answer_to_a_put_and_in_the_mechanism_only() {
        Response unused = put("/enrollments/dev-1", "{" + ATTESTATION + "}");

        assertFalse(get("/enrollments/dev-1").body().contains("aryKey"));
        Response mechanism =
                app.manage("POST", "/enrollments/dev-1/attestationmechanism" + TestApp.SERVICE_VERSION, "");
        assertEquals(200, mechanism.status());
        assertEquals("{\"type\":\"symmetricKey\"," + KEYS + "}", mechanism.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attestation\":{\"type\":\"symmetricKey\"}}",
                "{\"attestation\":{\"type\":\"SymmetricKey\",\"symmetricKey\":null}}",
                "{\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"\",\"secondaryKey\":null}}}"
            })
    void clients_36_keys_not_given_are_made(String body) {
        Response response = put("/enrollmentGroups/g", body);

        assertEquals(200, response.status(), response.body());
        assertTrue(
                response.body()
                        .matches(".*\"primaryKey\":\"[A-Za-z0-9+/]{86}==\",\"secondaryKey\":\"[A-Za-z0-9+/]{86}==\".*"),
                response.body());
    }

    @Test
    void null_is_as_good_as_absent() {
        String nulls =
                "\"registrationId\":null,\"deviceId\":null,\"optionalDeviceInformation\":null,\"capabilities\":null,"
                        + "\"initialTwin\":null,\"provisioningStatus\":null,\"reprovisionPolicy\":null,\"allocationPolicy\":null,"
                        + "\"iotHubs\":null,\"iotHubHostName\":null,\"etag\":null,";

        Response response = put("/enrollments/dev-1", "{" + nulls + ATTESTATION + "}");

        assertEquals(200, response.status(), response.body());
        assertFalse(response.body().contains("null"), response.body());
        assertFalse(response.body().contains("Policy"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"*\"", "\"%s\"", "%s", "W/\"%s\"", " \"%s\" "})
    void clients_33_if_match_takes_every_form(String form) {
        String etag = etagOf(put("/enrollments/dev-1", "{" + ATTESTATION + "}"));

        Response replaced = put("/enrollments/dev-1", "{" + ATTESTATION + "}", "if-match", form.replace("%s", etag));
        assertEquals(200, replaced.status(), replaced.body());
        Response deleted = app.manage(
                "DELETE",
                "/enrollments/dev-1" + TestApp.SERVICE_VERSION,
                "",
                "if-match",
                form.replace("%s", etagOf(replaced)));
        assertEquals(204, deleted.status(), deleted.body());
        assertEquals("", deleted.body());
        assertEquals(404, get("/enrollments/dev-1").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enrollments/dev-1", "/enrollmentGroups/dev-1"})
    void rule_6_8_conditions_hold_for_both_kinds(String path) {
        assertEquals(412, put(path, "{" + ATTESTATION + "}", "if-match", "*").status());
        assertEquals(200, put(path, "{" + ATTESTATION + "}").status());
        List<String> created = app.changes();
        assertEquals(1, created.size(), created.toString());

        assertEquals(409, put(path, "{" + ATTESTATION + "}").status());
        assertEquals(
                412, put(path, "{" + ATTESTATION + "}", "if-match", "\"stale\"").status());
        for (String bad : List.of("", "\"\"", "a,b", "\"a\"b\"", "e".repeat(257))) {
            assertEquals(
                    400, put(path, "{" + ATTESTATION + "}", "if-match", bad).status(), bad);
        }
        assertEquals(
                412,
                app.manage("DELETE", path + TestApp.SERVICE_VERSION, "", "if-match", "\"stale\"")
                        .status());
        assertEquals(List.of(), app.changes());
    }

    @Test
    void a_replacement_without_keys_keeps_the_old_ones() {
        app.groups().put(TestData.group("g", TermsBuilder.terms()));

        Response response =
                put("/enrollmentGroups/g", "{\"attestation\":{\"type\":\"symmetricKey\"}}", "if-match", "*");

        assertTrue(response.body().contains(TestData.key("g/1").revealBase64()), response.body());
    }
}
