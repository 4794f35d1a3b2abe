package io.muster.app;

import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.lines;
import static io.muster.app.Answers.ok;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rule 1.22, rest S13 to S15: registration records, and their import and release")
class RecordApiTest {
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
    private static final String RECORD = "/registrations/dev-1" + TestApp.SERVICE_VERSION;
    /** A record as the vendor's service API shows it. */
    private static final String ELSEWHERE =
            "{\"registrationId\":\"dev-1\",\"createdDateTimeUtc\":\"2019-12-27T19:51:41.6630592Z\","
                    + "\"assignedHub\":\"hub-b.azure-devices.net\",\"deviceId\":\"My#Device\",\"status\":\"assigned\","
                    + "\"substatus\":\"deviceDataMigrated\",\"lastUpdatedDateTimeUtc\":\"2020-01-01T00:00:00.0000000Z\","
                    + "\"etag\":\"IjAxMDA\"}";

    private final TestApp app = new TestApp();

    @BeforeEach
    void oneDeviceIsEnrolledAndTwoHubsAreLinked() {
        app.hubs().link(TestData.hub("hub-b"));
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms().hubs("hub-a")));
    }

    private Response delete(String... headers) {
        return app.manage("DELETE", RECORD, "", headers);
    }

    private JsonNode intake(String record) {
        return lines(app.manage("POST", "/muster/import", "{\"registration\":" + record + "}"))
                .get(0);
    }

    @Test
    void a_record_is_read_in_any_case_and_is_404_before_the_first_register() {
        refused(404202, app.manage("GET", RECORD, ""));
        refused(404202, delete());
        refused(404202, delete("if-match", "*"));
        assertEquals(202, app.register(DEVICE).status());

        Response read = app.manage("GET", "/registrations/DEV-1" + TestApp.SERVICE_VERSION, "");

        assertEquals("assigned", ok(read).path("status").textValue());
        assertEquals("hub-a.azure-devices.net", ok(read).path("assignedHub").textValue());
        assertEquals(
                ok(read),
                ok(app.manage("GET", "/enrollments/dev-1" + TestApp.SERVICE_VERSION, ""))
                        .path("registrationState"));
        refused(400004, app.manage("GET", "/registrations/a_" + TestApp.SERVICE_VERSION, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%s", "\"%s\"", "W/\"%s\""})
    void a_delete_keeps_its_condition(String form) {
        assertEquals(202, app.register(DEVICE).status());
        String etag = etag(app.manage("GET", RECORD, "")).replace("\"", "");

        refused(412001, delete("if-match", "\"stale\""));
        refused(400004, delete("if-match", ""));
        Response deleted = delete("if-match", form.replace("%s", etag));

        assertEquals(204, deleted.status(), deleted.body());
        assertEquals("", deleted.body());
        refused(404202, app.manage("GET", RECORD, ""));
    }

    @Test
    void rule_1_24_a_deleted_record_leaves_the_hub_alone_and_the_next_register_is_a_first_one() {
        assertEquals(202, app.register(DEVICE).status());
        List<String> registered = app.changes();

        assertEquals(204, delete().status());
        assertEquals(List.of("registrations.delete"), app.changes());
        assertTrue(app.register(DEVICE).body().contains("\"initialAssignment\""), registered.toString());
    }

    @Test
    void an_imported_record_is_as_it_was_elsewhere_and_its_device_stays_where_it_is() {
        assertEquals("created", intake(ELSEWHERE).path("outcome").textValue());

        JsonNode record = ok(app.manage("GET", RECORD, ""));
        for (String member : List.of(
                "registrationId",
                "assignedHub",
                "deviceId",
                "status",
                "substatus",
                "createdDateTimeUtc",
                "lastUpdatedDateTimeUtc")) {
            assertEquals(
                    Answers.json(ELSEWHERE).path(member).textValue(),
                    record.path(member).textValue());
        }
        assertFalse(record.path("etag").textValue().equals("IjAxMDA"), "etags are each service's own");
        assertEquals(
                "hub-b.azure-devices.net",
                Answers.json(202, app.register(DEVICE))
                        .at("/registrationState/assignedHub")
                        .textValue());
    }

    @Test
    void a_record_that_is_here_already_wins() {
        assertEquals(202, app.register(DEVICE).status());
        JsonNode before = ok(app.manage("GET", RECORD, ""));

        assertEquals("{\"line\":1,\"outcome\":\"kept\"}", intake(ELSEWHERE).toString());
        assertEquals(before, ok(app.manage("GET", RECORD, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unassigned", "assigning", "failed", "disabled", "DISABLED"})
    void a_record_of_a_device_that_is_nowhere_is_skipped(String status) {
        String record = ELSEWHERE.replace("\"assigned\"", "\"" + status + "\"");

        assertEquals("{\"line\":1,\"outcome\":\"skipped\"}", intake(record).toString());
        assertEquals(List.of(), app.changes());
    }

    @Test
    void of_a_record_only_the_id_and_the_hub_are_needed() {
        assertEquals(
                "created",
                intake("{\"registrationId\":\"Dev-9\",\"assignedHub\":\"HUB-B.azure-devices.net\"}")
                        .path("outcome")
                        .textValue());

        JsonNode record = ok(app.manage("GET", "/registrations/dev-9" + TestApp.SERVICE_VERSION, ""));
        assertEquals("Dev-9", record.path("deviceId").textValue());
        assertEquals("initialAssignment", record.path("substatus").textValue());
        assertEquals(
                "2026-11-01T12:00:00.0000000Z",
                record.path("createdDateTimeUtc").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"registrationId\":\"a\"}",
                "{\"registrationId\":\"a_\",\"assignedHub\":\"hub-b.azure-devices.net\"}",
                "{\"registrationId\":\"a\",\"assignedHub\":\"hub-z.azure-devices.net\"}",
                "{\"registrationId\":\"a\",\"assignedHub\":\"hub-b.azure-devices.net:443\"}",
                "{\"registrationId\":\"a\",\"assignedHub\":7}",
                "{OK,\"deviceId\":\"a/b\"}",
                "{OK,\"status\":1}",
                "{OK,\"substatus\":\"moved\"}",
                "{OK,\"enrollmentGroupId\":\"\"}",
                "{OK,\"createdDateTimeUtc\":\"yesterday\"}",
                "{OK,\"createdDateTimeUtc\":\"2019-12-27T19:51:41\"}",
                "{OK,\"createdDateTimeUtc\":\"+10000-01-01T00:00:00Z\"}",
                "{OK,\"lastUpdatedDateTimeUtc\":\"1601-01-01T00:00:00Z\"}",
                "{OK,\"lastUpdatedDateTimeUtc\":1}"
            })
    void a_record_that_cannot_be_one_here_is_refused(String record) {
        JsonNode result =
                intake(record.replace("OK", "\"registrationId\":\"a\",\"assignedHub\":\"hub-b.azure-devices.net\""));

        assertEquals("failed", result.path("outcome").textValue());
        assertEquals(400004, result.path("errorCode").intValue(), result.toString());
        assertEquals(List.of(), app.changes());
    }

    @Test
    void releases_are_nothing_until_set_and_listed_in_order() {
        String all = "/muster/releases";
        assertEquals("{\"percent\":0,\"groups\":[]}", app.manage("GET", all, "").body());

        assertEquals(
                "{\"percent\":10}", app.manage("PUT", all, "{\"percent\":10}").body());
        for (String group : List.of("Wing", "line")) {
            assertEquals(
                    "{\"enrollmentGroupId\":\"" + group + "\",\"percent\":100}",
                    app.manage("PUT", all + "/" + group, "{\"percent\":100}").body());
        }
        assertEquals(
                "{\"percent\":0}", app.manage("PUT", all, "{\"percent\":0}").body());
        assertEquals(
                "{\"percent\":0,\"groups\":[{\"enrollmentGroupId\":\"line\",\"percent\":100},"
                        + "{\"enrollmentGroupId\":\"Wing\",\"percent\":100}]}",
                app.manage("GET", all, "").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"percent\":null}",
                "{\"percent\":-1}",
                "{\"percent\":101}",
                "{\"percent\":1.5}",
                "{\"percent\":\"1\"}",
                "{\"percent\":99999999999}",
                "{\"percent\":1e1}"
            })
    void a_share_is_a_whole_number_of_per_cent(String body) {
        refused(400004, app.manage("PUT", "/muster/releases", body));
        refused(400004, app.manage("PUT", "/muster/releases/line", body));
        refused(400004, app.manage("PUT", "/muster/releases/a_", "{\"percent\":1}"));
        assertEquals(
                "{\"percent\":0,\"groups\":[]}",
                app.manage("GET", "/muster/releases", "").body());
    }

    @Test
    void a_released_device_goes_where_its_enrollment_says() {
        String elsewhere = ELSEWHERE.replace("dev-1", "dev-r");
        app.individuals().put(TestData.individual("dev-r", TermsBuilder.terms().hubs("hub-a")));
        FakeDevice device = FakeDevice.withKey("dev-r", TestData.key("dev-r/1"));
        assertEquals("created", intake(elsewhere).path("outcome").textValue());
        assertTrue(app.register(device).body().contains("hub-b"));

        assertEquals(
                200, app.manage("PUT", "/muster/releases", "{\"percent\":100}").status());

        assertTrue(app.register(device).body().contains("hub-a"), "released");
    }

    @Test
    void mending_is_done_when_it_says_so() {
        Response response = app.manage("POST", "/muster/mend", "");

        assertEquals("{\"done\":true}", response.body());
        assertFalse(response.headers().containsKey("x-ms-continuation"));
        refused(400004, app.manage("POST", "/muster/mend", "", "x-ms-continuation", "forged"));
    }
}
