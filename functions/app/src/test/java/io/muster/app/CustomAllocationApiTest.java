package io.muster.app;

import static io.muster.app.Answers.lines;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.app.http.Response;
import io.muster.core.identity.GroupId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3.20: an enrollment's webhook")
class CustomAllocationApiTest {
    private static final String URL = "https://hook.example:8443/api/choose?code=s3cret-key";
    private static final String MASKED = "https://hook.example:8443/api/choose?****";
    private static final String GROUP = "/enrollmentGroups/line";

    private final TestApp app = new TestApp();

    private static String body(String policy, String url, String version) {
        return "{\"attestation\":{\"type\":\"symmetricKey\"}," + policy + "\"customAllocationDefinition\":"
                + "{\"webhookUrl\":\"" + url + "\",\"apiVersion\":\"" + version + "\"}}";
    }

    private static String custom(String url) {
        return body("\"allocationPolicy\":\"custom\",", url, "2021-10-01");
    }

    private Response put(String path, String body, String... headers) {
        return app.manage("PUT", path + TestApp.SERVICE_VERSION, body, headers);
    }

    private static String shownUrl(JsonNode enrollment) {
        return enrollment.at("/customAllocationDefinition/webhookUrl").textValue();
    }

    private String stored() {
        return app.groups()
                .find(new GroupId("line"))
                .orElseThrow()
                .terms()
                .customAllocation()
                .orElseThrow()
                .address()
                .reveal()
                .toString();
    }

    @Test
    @DisplayName("3.20: its writer is shown the key, whoever reads is not, in answers and lists")
    void masked() {
        JsonNode written = ok(put(GROUP, custom(URL)));

        assertEquals(URL, shownUrl(written));
        assertEquals("custom", written.path("allocationPolicy").textValue());
        JsonNode read = ok(app.manage("GET", GROUP + TestApp.SERVICE_VERSION, ""));
        assertEquals(MASKED, shownUrl(read));
        assertEquals(
                "2021-10-01", read.at("/customAllocationDefinition/apiVersion").textValue());
        for (String list : List.of("/enrollmentGroups/query" + TestApp.SERVICE_VERSION, "/muster/export")) {
            Response listed = app.manage(list.contains("query") ? "POST" : "GET", list, "{\"query\":\"select *\"}");
            assertTrue(listed.body().contains(MASKED), listed.body());
            assertFalse(listed.body().contains("s3cret"), listed.body());
        }
        assertTrue(app.manage("GET", "/muster/export?keys=true", "").body().contains(URL));
    }

    @Test
    @DisplayName("seams 11: a masked address sent back means the stored one, by PUT, by PATCH and by import")
    void unchanged() {
        ok(put(GROUP, custom(URL)));

        ok(put(GROUP, custom(MASKED), "if-match", "*"));
        assertEquals(URL, stored());
        ok(app.manage("PATCH", GROUP + TestApp.SERVICE_VERSION, "{\"provisioningStatus\":\"disabled\"}"));
        assertEquals(URL, stored());
        String line = app.manage("GET", "/muster/export", "").body();
        app.clock().advance(Duration.ofSeconds(1));
        JsonNode imported = lines(app.manage("POST", "/muster/import", line)).get(0);
        assertEquals("updated", imported.path("outcome").textValue(), imported.toString());
        assertEquals(URL, stored());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example:8443/api/choose?****",
                "https://hook.example:8443/api/other?****",
                "https://hook.example/api/choose?****"
            })
    @DisplayName("seams 11: a masked address of another place does not get the stored key")
    void strangeMask(String url) {
        ok(put(GROUP, custom(URL)));

        String message = refused(400004, put(GROUP, custom(url), "if-match", "*"));

        assertTrue(message.contains("masked"), message);
        assertEquals(URL, stored());
        refused(400004, put("/enrollmentGroups/new", custom(url)));
    }

    @Test
    @DisplayName("the policy custom needs a webhook, and a webhook without that policy is kept")
    void needed() {
        String without = "{\"attestation\":{\"type\":\"symmetricKey\"},\"allocationPolicy\":\"custom\"}";

        String message = refused(400004, put("/enrollments/a", without));

        assertTrue(message.contains("customAllocationDefinition"), message);
        ok(put("/enrollments/a", body("\"allocationPolicy\":\"hashed\",", URL, "2018-09-01-preview")));
        assertEquals(MASKED, shownUrl(ok(app.manage("GET", "/enrollments/a" + TestApp.SERVICE_VERSION, ""))));
        ok(put("/enrollments/a", without.replace("custom", "hashed"), "if-match", "*"));
        assertFalse(app.manage("GET", "/enrollments/a" + TestApp.SERVICE_VERSION, "")
                .body()
                .contains("customAllocationDefinition"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hook.example/api",
                "http://hook.example/api?code=s3cret",
                "HTTP://hook.example/",
                "ftp://hook.example/",
                "https:///api?code=s3cret",
                "https:hook",
                "https://user:s3cret@hook.example/",
                "https://s3cret@hook.example/",
                "https://hook.example/#s3cret",
                "https://hook.example:0/?s3cret",
                "https://hook.example:65536/?s3cret",
                "https://hook.example/a b?s3cret",
                "https://hook.\u00e9xample/?s3cret",
                "https://[::1/?s3cret",
                "https://hook.example/%zz?s3cret"
            })
    @DisplayName("3.20: an address that is no https URL, or holds a user or a fragment, is 400 and not echoed")
    void badAddress(String url) {
        Response response = put(GROUP, custom(url));

        String message = refused(400004, response);
        assertTrue(message.contains("customAllocationDefinition.webhookUrl"), message);
        assertFalse(response.body().contains("s3cret"), response.body());
    }

    @Test
    void anAddressOfUpTo2048CharactersIsKept() {
        String longest = URL + "x".repeat(2048 - URL.length());

        assertEquals(longest, shownUrl(ok(put(GROUP, custom(longest)))));
        refused(400004, put("/enrollmentGroups/b", custom(longest + "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2018-04-01", "2022-01-01", "latest"})
    void anUnknownFormOfRequestIs400(String version) {
        String message = refused(400004, put(GROUP, body("", URL, version)));

        assertTrue(message.contains("2018-09-01-preview, 2018-11-01, 2019-03-31, 2021-10-01"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "\"https://hook.example\"",
                "[]",
                "{}",
                "{\"webhookUrl\":\"https://hook.example\"}",
                "{\"apiVersion\":\"2021-10-01\"}",
                "{\"webhookUrl\":7,\"apiVersion\":\"2021-10-01\"}"
            })
    void aDefinitionOfTheWrongShapeIs400(String definition) {
        refused(
                400004,
                put(
                        GROUP,
                        "{\"attestation\":{\"type\":\"symmetricKey\"},\"customAllocationDefinition\":" + definition
                                + "}"));
    }
}
