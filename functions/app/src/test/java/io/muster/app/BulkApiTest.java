package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.4, rule 6.11: several enrollments in one call")
class BulkApiTest {
    private final TestApp app = new TestApp();

    /** Both kinds answer alike, but for their names. */
    enum Kind {
        INDIVIDUAL("/enrollments", "enrollments", "registrationId", 409201, 404201),
        GROUP("/enrollmentGroups", "enrollmentGroups", "enrollmentGroupId", 409202, 404204);

        private final String path;
        private final String items;
        private final String id;
        private final int exists;
        private final int absent;

        Kind(String path, String items, String id, int exists, int absent) {
            this.path = path;
            this.items = items;
            this.id = id;
            this.exists = exists;
            this.absent = absent;
        }

        /** An item with that id; more members may follow. */
        String item(String name, String... members) {
            return "{\"" + id + "\":\"" + name + "\",\"attestation\":{\"type\":\"symmetricKey\"}"
                    + IntStream.range(0, members.length)
                            .mapToObj(i -> "," + members[i])
                            .collect(Collectors.joining())
                    + "}";
        }
    }

    private Response post(Kind kind, String body) {
        return app.manage("POST", kind.path + TestApp.SERVICE_VERSION, body);
    }

    private Response bulk(Kind kind, String mode, String... items) {
        return post(kind, "{\"mode\":\"" + mode + "\",\"" + kind.items + "\":[" + String.join(",", items) + "]}");
    }

    private Response get(Kind kind, String id) {
        return app.manage("GET", kind.path + "/" + id + TestApp.SERVICE_VERSION, "");
    }

    private static void requireFailed(Response response, Kind kind, String ids, String codes) {
        JsonNode result = ok(response);
        assertFalse(result.path("isSuccessful").booleanValue(), response.body());
        assertEquals(ids, String.join(" ", each(result.path("errors"), kind.id)));
        assertEquals(codes, String.join(" ", each(result.path("errors"), "errorCode")));
        for (JsonNode error : result.path("errors")) {
            assertEquals(3, error.size(), response.body());
            assertFalse(error.path("errorStatus").textValue().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_mode_does_what_its_name_says(Kind kind) {
        String done = "{\"isSuccessful\":true,\"errors\":[]}";
        assertEquals(done, bulk(kind, "create", kind.item("a"), kind.item("b")).body());
        String first = etag(get(kind, "a"));

        String disabled = "\"provisioningStatus\":\"disabled\"";
        assertEquals(done, bulk(kind, "update", kind.item("A", disabled)).body());
        assertTrue(get(kind, "a").body().contains(disabled));

        requireFailed(
                bulk(kind, "updateIfMatchETag", kind.item("a", "\"etag\":" + Answers.quoted(first))),
                kind,
                "a",
                "412001");
        String now = etag(get(kind, "a"));
        for (String etag :
                List.of(Answers.quoted(now), "\"" + etag(get(kind, "b")).replace("\"", "") + "\"")) {
            String id = etag.contains("\\") ? "a" : "b";
            assertEquals(
                    done,
                    bulk(kind, "UPDATEIFMATCHETAG", kind.item(id, "\"etag\":" + etag))
                            .body());
        }
        assertEquals(
                done,
                bulk(kind, "delete", "{\"" + kind.id + "\":\"a\"}", kind.item("b", "\"etag\":\"stale\""))
                        .body());
        assertEquals(404, get(kind, "a").status());
        assertEquals(404, get(kind, "b").status());
    }

    @ParameterizedTest
    @EnumSource
    void one_bad_item_never_undoes_the_others_and_errors_keep_the_order(Kind kind) {
        assertEquals(200, bulk(kind, "create", kind.item("old")).status());

        Response response = bulk(
                kind,
                "create",
                kind.item("a"),
                kind.item("old"),
                kind.item("b c"),
                kind.item("b", "\"allocationPolicy\":1"),
                "{\"" + kind.id + "\":\"c\"}",
                kind.item("d", "\"iotHubs\":[\"hub-z.azure-devices.net\"]"),
                kind.item("z"));

        requireFailed(response, kind, "old b c b c d", kind.exists + " 400004 400004 400004 400004");
        assertEquals(200, get(kind, "a").status());
        assertEquals(200, get(kind, "z").status());
        assertEquals(404, get(kind, "b").status());
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_there_is_404_for_every_mode_but_create(Kind kind) {
        for (String mode : List.of("update", "updateIfMatchETag", "delete")) {
            requireFailed(bulk(kind, mode, kind.item("a", "\"etag\":\"x\"")), kind, "a", "" + kind.absent);
        }
        requireFailed(bulk(kind, "updateIfMatchETag", kind.item("a")), kind, "a", "400004");
        requireFailed(bulk(kind, "updateIfMatchETag", kind.item("a", "\"etag\":\"\"")), kind, "a", "400004");
        requireFailed(bulk(kind, "updateIfMatchETag", kind.item("a", "\"etag\":1")), kind, "a", "400004");
    }

    @ParameterizedTest
    @EnumSource
    void the_same_id_twice_is_done_in_the_order_given(Kind kind) {
        requireFailed(
                bulk(kind, "create", kind.item("a"), kind.item("A", "\"provisioningStatus\":\"disabled\"")),
                kind,
                "A",
                "" + kind.exists);
        assertTrue(get(kind, "a").body().contains("\"enabled\""));

        assertTrue(bulk(kind, "update", kind.item("a"), kind.item("a", "\"provisioningStatus\":\"disabled\""))
                .body()
                .contains("true"));
        assertTrue(get(kind, "a").body().contains("\"disabled\""));
        requireFailed(bulk(kind, "delete", kind.item("a"), kind.item("a")), kind, "a", "" + kind.absent);
    }

    @ParameterizedTest
    @EnumSource
    void an_item_without_a_usable_id_is_reported_under_a_name_that_is_not_empty(Kind kind) {
        String none = "(none)";
        requireFailed(
                bulk(
                        kind,
                        "create",
                        "{}",
                        "{\"" + kind.id + "\":\"\"}",
                        "{\"" + kind.id + "\":null}",
                        "{\"" + kind.id + "\":7}",
                        "{\"" + kind.id + "\":\"" + "x".repeat(200) + "\"}"),
                kind,
                String.join(" ", none, none, none, none, "x".repeat(128)),
                "400004 400004 400004 400004 400004");
    }

    @ParameterizedTest
    @EnumSource
    void one_to_ten_items_are_taken(Kind kind) {
        String[] ten = IntStream.range(0, 10).mapToObj(i -> kind.item("i" + i)).toArray(String[]::new);
        String[] eleven =
                IntStream.range(0, 11).mapToObj(i -> kind.item("j" + i)).toArray(String[]::new);

        assertTrue(ok(bulk(kind, "create", ten)).path("isSuccessful").booleanValue());
        assertEquals(10, app.changes().size());
        refused(400004, bulk(kind, "create"));
        assertTrue(refused(400004, bulk(kind, "create", eleven)).contains("1 to 10 items, holds 11"));
        assertEquals(List.of(), app.changes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"mode\":\"create\"}",
                "{\"mode\":\"create\",\"ITEMS\":null}",
                "{\"mode\":\"create\",\"ITEMS\":{}}",
                "{\"mode\":\"create\",\"ITEMS\":{\"a\":{}}}",
                "{\"mode\":\"create\",\"ITEMS\":\"a\"}",
                "{\"mode\":\"create\",\"ITEMS\":[1]}",
                "{\"mode\":\"create\",\"ITEMS\":[ITEM,null]}",
                "{\"mode\":\"create\",\"ITEMS\":[ITEM,[]]}",
                "{\"ITEMS\":[ITEM]}",
                "{\"mode\":null,\"ITEMS\":[ITEM]}",
                "{\"mode\":1,\"ITEMS\":[ITEM]}",
                "{\"mode\":\"\",\"ITEMS\":[ITEM]}",
                "{\"mode\":\"upsert\",\"ITEMS\":[ITEM]}"
            })
    void a_body_that_is_no_bulk_operation_is_400_and_changes_nothing(String body) {
        for (Kind kind : Kind.values()) {
            refused(400004, post(kind, body.replace("ITEMS", kind.items).replace("ITEM", kind.item("a"))));
        }
        assertEquals(List.of(), app.changes());
    }

    @Test
    void the_other_kinds_list_is_not_ours() {
        refused(400004, post(Kind.GROUP, "{\"mode\":\"create\",\"enrollments\":[" + Kind.INDIVIDUAL.item("a") + "]}"));
    }

    @Test
    void clients_39_node_posts_with_a_slash_at_the_end() {
        String body = "{\"mode\":\"create\",\"enrollments\":[" + Kind.INDIVIDUAL.item("a") + "]}";

        assertEquals(
                200,
                app.manage("POST", "/enrollments/" + TestApp.SERVICE_VERSION, body)
                        .status());
        assertEquals(200, get(Kind.INDIVIDUAL, "a").status());
    }

    @Test
    void answers_hold_no_keys() {
        String key = TestData.key("given").revealBase64();
        String item =
                "{\"registrationId\":\"a\",\"attestation\":{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\""
                        + key + "\",\"secondaryKey\":\"short\"}}}";

        assertFalse(bulk(Kind.INDIVIDUAL, "create", item).body().contains(key.substring(0, 20)));
    }
}
