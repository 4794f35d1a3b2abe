package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.quoted;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.5, clients 32: queries and counts")
class QueryApiTest {
    private final TestApp app = new TestApp();

    @BeforeEach
    void threeOfAKind() {
        app.individuals().put(TestData.individual("Dev-1", TermsBuilder.terms()));
        app.individuals().put(TestData.individual("dev-2", TermsBuilder.terms().disabled()));
        app.individuals().put(TestData.individual("dev-3", TermsBuilder.terms().edge()));
        app.groups().put(TestData.group("line", TermsBuilder.terms()));
        app.groups().put(TestData.group("other", TermsBuilder.terms().disabled()));
        app.groups().put(TestData.group("wing", TermsBuilder.terms()));
        register(FakeDevice.withKey("Dev-1", TestData.key("Dev-1/1")));
        register(FakeDevice.member("m-1", TestData.key("line/1")));
        register(FakeDevice.member("m-2", TestData.key("line/1")));
        register(FakeDevice.member("w-1", TestData.key("wing/1")));
    }

    private void register(FakeDevice device) {
        assertEquals(202, app.register(device).status());
    }

    private Response query(String path, String text, String... headers) {
        return app.manage("POST", path + TestApp.SERVICE_VERSION, "{\"query\":" + quoted(text) + "}", headers);
    }

    private List<String> ids(String path, String text) {
        return each(ok(query(path, text)), path.contains("Groups") ? "enrollmentGroupId" : "registrationId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM %s", "select * from %s", "SELECT *", "*", "", " ", "SELECT * FROM %s;"})
    void every_text_that_clients_mean_everything_by_lists_everything(String text) {
        assertEquals(List.of("Dev-1", "dev-2", "dev-3"), ids("/enrollments/query", text.replace("%s", "enrollments")));
        assertEquals(
                List.of("line", "other", "wing"),
                ids("/enrollmentGroups/query", text.replace("%s", "enrollmentGroups")));
        assertEquals(
                List.of("m-1", "m-2"), ids("/registrations/LINE/query", text.replace("%s", "deviceRegistrations")));
    }

    @ParameterizedTest
    @CsvSource({
        "/enrollments/query, enrollment, /enrollments/Dev-1",
        "/enrollmentGroups/query, enrollmentGroup, /enrollmentGroups/line",
        "/registrations/line/query, deviceRegistration, /registrations/m-1"
    })
    void items_look_as_a_get_shows_them_and_headers_say_what_they_are(String path, String type, String single) {
        Response response = query(path, "*");

        assertEquals(type, response.headers().get("x-ms-item-type"));
        assertEquals("100", response.headers().get("x-ms-max-item-count"));
        assertFalse(response.headers().containsKey("x-ms-continuation"));
        String got = app.manage("GET", single + TestApp.SERVICE_VERSION, "").body();
        assertEquals(
                got.replaceAll(",\"registrationState\":\\{[^}]*}", ""),
                ok(response).get(0).toString());
        assertFalse(response.body().contains("Key\":"), response.body());
    }

    @Test
    void clients_send_a_query_of_records_with_a_body_or_without() {
        for (String body : List.of("", "{}", "{\"query\":null}", "{\"query\":\"\"}")) {
            Response response = app.manage("POST", "/registrations/line/query" + TestApp.SERVICE_VERSION, body);
            assertEquals(List.of("m-1", "m-2"), each(ok(response), "registrationId"));
            refused(400004, app.manage("POST", "/registrations/line/query" + TestApp.SERVICE_VERSION, "[]"));
        }
        assertEquals(List.of(), ids("/registrations/nobody/query", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"query\":null}", "{\"query\":1}", "{\"query\":{}}", "null", "\"*\""})
    void a_query_of_enrollments_without_a_text_is_400(String body) {
        for (String path : List.of("/enrollments/query", "/enrollmentGroups/query", "/muster/enrollments/count")) {
            refused(400004, app.manage("POST", path + TestApp.SERVICE_VERSION, body));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "provisioningStatus = 'disabled'; dev-2",
                "registrationId > 'DEV-1'; dev-2 dev-3",
                "capabilities.iotEdge = true OR deviceId = 'x'; dev-3",
                "registrationState.status = 'assigned'; Dev-1",
                "registrationState.assignedHub = 'HUB-A.azure-devices.net'; Dev-1",
                "NOT IS_DEFINED(registrationState); dev-2 dev-3",
                "registrationState IS NULL AND provisioningStatus != 'disabled'; dev-3"
            })
    void a_condition_chooses(String condition, String ids) {
        assertEquals(
                List.of(ids.split(" ", -1)), ids("/enrollments/query", "SELECT * FROM enrollments WHERE " + condition));
        Response count = app.manage(
                "POST", "/muster/enrollments/count", "{\"query\":" + quoted("SELECT * WHERE " + condition) + "}");
        assertEquals("{\"count\":" + ids.split(" ", -1).length + "}", count.body());
    }

    @Test
    void a_condition_chooses_groups_and_records_too() {
        assertEquals(
                List.of("other"), ids("/enrollmentGroups/query", "SELECT * WHERE provisioningStatus = 'disabled'"));
        assertEquals(
                List.of("m-2"), ids("/registrations/line/query", "SELECT * WHERE registrationId IN ['m-2', 'w-1']"));
    }

    @Test
    void columns_make_items_of_type_unknown_with_those_members_only() {
        Response response =
                query("/enrollments/query", "SELECT registrationId, registrationState.status, capabilities.iotEdge");

        assertEquals("unknown", response.headers().get("x-ms-item-type"));
        assertEquals(
                "[{\"registrationId\":\"Dev-1\",\"registrationState\":{\"status\":\"assigned\"},"
                        + "\"capabilities\":{\"iotEdge\":false}},"
                        + "{\"registrationId\":\"dev-2\",\"capabilities\":{\"iotEdge\":false}},"
                        + "{\"registrationId\":\"dev-3\",\"capabilities\":{\"iotEdge\":true}}]",
                response.body());
    }

    @Test
    void the_state_of_registrations_is_included_on_request_only() {
        String path = "/enrollments/query" + TestApp.SERVICE_VERSION;
        String all = "{\"query\":\"*\"}";

        assertFalse(app.manage("POST", path, all).body().contains("registrationState"));
        assertFalse(
                app.manage("POST", path + "&muster-include=other", all).body().contains("registrationState"));
        JsonNode items = ok(app.manage("POST", path + "&muster-include=registrationState", all));
        assertEquals(
                "Dev-1", items.get(0).at("/registrationState/registrationId").textValue());
        assertFalse(items.get(1).has("registrationState"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT * FROM enrollmentGroups; 15",
                "SELECT * FROM enrollments WHERE serial = '7'; 33",
                "SELECT * FROM enrollments WHERE provisioningStatus = 3; 54",
                "SELECT * FROM enrollments GROUP BY deviceId; 27",
                "SELECT * FROM enrollments WHERE; 32",
                "DROP TABLE enrollments; 1",
                "SELECT * FROM enrollments WHERE deviceId = 'a' -- x; 48"
            })
    void a_fault_is_400_with_its_position(String text, int position) {
        String message = refused(400004, query("/enrollments/query", text));

        assertTrue(message.startsWith("query, character " + position + ": "), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT attestation.symmetricKey FROM enrollments",
                "SELECT * WHERE attestation.symmetricKey.primaryKey = 'a'",
                "SELECT * WHERE STARTSWITH(attestation.symmetricKey.primaryKey, 'a')"
            })
    void keys_can_neither_be_selected_nor_guessed_at(String text) {
        refused(400004, query("/enrollments/query", text));
    }

    @Test
    void a_text_too_long_or_too_deep_is_400() {
        refused(400004, query("/enrollments/query", "SELECT * WHERE deviceId = '" + "a".repeat(90_000) + "'"));
        refused(400004, query("/enrollments/query", "SELECT * WHERE " + "NOT ".repeat(33) + "deviceId = 'a'"));
        refused(400004, query("/enrollments/query", "SELECT * WHERE " + "(".repeat(1000)));
    }

    @Test
    void counts_tell_how_many_there_are() {
        for (String[] counted : new String[][] {
            {"/muster/enrollments/count", "{\"query\":\"*\"}", "3"},
            {"/muster/enrollmentGroups/count", "{\"query\":\"SELECT enrollmentGroupId\"}", "3"},
            {"/muster/registrations/line/count", "", "2"},
            {"/muster/registrations/nobody/count", "", "0"}
        }) {
            Response response = app.manage("POST", counted[0], counted[1]);
            assertEquals("{\"count\":" + counted[2] + "}", response.body());
            assertFalse(response.headers().containsKey("x-ms-continuation"));
        }
    }
}
