package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.etag;
import static io.muster.app.Answers.json;
import static io.muster.app.Answers.ok;
import static io.muster.app.ServiceBodies.IDENTITY;
import static io.muster.app.ServiceBodies.KEY;
import static io.muster.app.ServiceBodies.KEYED;
import static io.muster.app.ServiceBodies.NEW;
import static io.muster.app.ServiceBodies.OLD;
import static io.muster.app.ServiceBodies.ONE;
import static io.muster.app.ServiceBodies.hubs;
import static io.muster.app.ServiceBodies.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 8, 8.1: the provisioning service as a resource")
class ServiceResourceTest {
    private static final String ALL = ServiceBodies.ALL;

    private final TestApp app = new TestApp();

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void what_is_told_can_be_sent_back_and_changes_nothing_but_the_etag(String version) {
        ok(put(version, hubs(version, link(KEYED + KEY), link("hub-c", "UserAssigned", IDENTITY))));
        List<LinkedHub> before = app.hubs().all();
        Response told = get(version);

        Response again = app.manage("PUT", ONE + "?api-version=" + version, told.body());

        ObjectNode expected = (ObjectNode) ok(told);
        assertFalse(etag(told).equals(etag(again)));
        assertEquals(expected.put("etag", etag(again)), ok(again));
        assertEquals(before, app.hubs().all());
        assertFalse(told.body().contains(KEY), told.body());
        assertEquals("\"" + etag(told) + "\"", told.headers().get("ETag"));
    }

    @Test
    @DisplayName("rest 8.1: members of the newer version are not told to clients of the older one")
    void versions() {
        ok(put(NEW, hubs(NEW, link(KEYED + KEY), link("hub-c", "SystemAssigned", ""))));

        JsonNode old = ok(get(OLD));
        JsonNode now = ok(get(NEW));

        assertFalse(old.has("subscriptionid") || old.path("properties").has("disableLocalAuth"), old::toString);
        assertEquals("91d1", now.path("subscriptionid").textValue());
        assertEquals("rg", now.path("resourcegroup").textValue());
        assertFalse(now.at("/properties/disableLocalAuth").booleanValue());
        assertEquals(
                List.of(KEYED + "****", "HostName=hub-c.azure-devices.net"),
                each(old.at("/properties/iotHubs"), "connectionString"));
        assertEquals(List.of("", ""), each(old.at("/properties/iotHubs"), "authenticationType"));
        assertEquals(List.of("KeyBased", "SystemAssigned"), each(now.at("/properties/iotHubs"), "authenticationType"));
        assertEquals(List.of(KEYED + "****", ""), each(now.at("/properties/iotHubs"), "connectionString"));
        assertEquals("S1", now.at("/sku/name").textValue());
        assertEquals(ONE, now.path("id").textValue());
        assertEquals("Microsoft.Devices/ProvisioningServices", now.path("type").textValue());
        assertEquals("0ne00ABCDEF", now.at("/properties/idScope").textValue());
    }

    @Test
    @DisplayName("rule 3.12: hubs by managed identity: the system's, one by resource id, one by client id")
    void identities() {
        String client = link("hub-d", "UserAssigned", "").replace("}", ",\"clientId\":\"c-1\"}");
        ok(put(NEW, hubs(NEW, link("hub-b", "SystemAssigned", ""), link("hub-c", "userassigned", IDENTITY), client)));

        assertEquals(
                List.of(Optional.empty(), Optional.of(IDENTITY), Optional.of("c-1")),
                app.description().current().hubs().stream()
                        .map(hub -> ((ManagedIdentity) hub.authentication()).clientId())
                        .toList());
        JsonNode told = ok(get(NEW)).at("/properties/iotHubs");
        assertEquals(List.of("", IDENTITY, ""), each(told, "selectedUserAssignedIdentityResourceId"));
        assertEquals(List.of("", "", "c-1"), each(told, "clientId"));
        // A typed client drops the member it does not know.
        ok(put(NEW, hubs(NEW, link("hub-d", "UserAssigned", ""))));
        assertEquals(
                new ManagedIdentity(Optional.of("c-1")), app.hubs().all().get(0).authentication());
    }

    @Test
    @DisplayName("rule 3.13: a connection string given anew takes the place of the old one, a masked one does not")
    void relink() {
        String other = TestData.key("other").revealBase64();
        ok(put(OLD, hubs(OLD, link(KEYED + KEY))));
        ok(put(OLD, hubs(OLD, link(KEYED + "****"))));
        assertEquals(new SharedAccessKey("link", TestData.key("hub-b")), authentication());
        ok(put(NEW, hubs(NEW, link(KEYED.replace("link", "next") + other))));
        assertEquals(new SharedAccessKey("next", TestData.key("other")), authentication());
    }

    @Test
    @DisplayName("rules 3.1, 3.5: the service's policy holds for enrollments without one")
    void servicePolicy() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
        String kept = hubs(OLD, "{\"name\":\"hub-a.azure-devices.net\",\"location\":\"westeurope\"}");
        ok(put(OLD, kept.replace("{\"iotHubs\"", "{\"allocationPolicy\":\"Static\",\"iotHubs\"")));

        JsonNode failed = json(202, app.register(FakeDevice.withKey("dev-1", TestData.key("dev-1/1"))));

        assertEquals(400208, failed.at("/registrationState/errorCode").intValue(), failed::toString);
    }

    @Test
    void a_stale_etag_is_412_and_the_right_one_passes() {
        String body = hubs(OLD);
        String etag = etag(get(OLD));
        refused(412001, app.manage("PUT", ONE + TestApp.MANAGEMENT_VERSION, body, "if-match", "\"other\""));
        ok(app.manage("PUT", ONE + TestApp.MANAGEMENT_VERSION, body, "if-match", "\"" + etag + "\""));
        refused(412001, app.manage("PATCH", ONE + TestApp.MANAGEMENT_VERSION, "{\"tags\":{}}", "if-match", etag));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a weight that is none | 400004 | iotHubs[0].allocationWeight | /iotHubs/0/allocationWeight | \"1\"",
                "a negative weight | 400004 | 1 to 1000 | /iotHubs/0/allocationWeight | -1",
                "an unknown region | 400004 | such as westeurope | /iotHubs/0/location | \"mars\"",
                "no region | 400004 | location | /iotHubs/0/location | null",
                "a string without a key | 400004 | lacks SharedAccessKey | /iotHubs/0/connectionString "
                        + "| \"HostName=hub-b.azure-devices.net;SharedAccessKeyName=a\"",
                "a string without a policy | 400004 | lacks SharedAccessKeyName | /iotHubs/0/connectionString "
                        + "| \"HostName=hub-b.azure-devices.net;SharedAccessKey=AAAA\"",
                "a string without a host | 400004 | lacks HostName | /iotHubs/0/connectionString "
                        + "| \"SharedAccessKeyName=a;SharedAccessKey=AAAA\"",
                "a foreign host | 400004 | must end in | /iotHubs/0/connectionString "
                        + "| \"HostName=hub.example;SharedAccessKeyName=a;SharedAccessKey=AAAA\"",
                "another host beside it | 400004 | hostName | /iotHubs/0/hostName | \"x.azure-devices.net\"",
                "an unknown way | 400004 | KeyBased, UserAssigned | /iotHubs/0/authenticationType | \"Magic\"",
                "an identity that is none | 400004 | resource id | /iotHubs/0/selectedUserAssignedIdentityResourceId | \"i\"",
                "an endpoint | 400004 | local mode | /iotHubs/0/endpoint | \"https://127.0.0.1:1\"",
                "a policy there is not | 400004 | Hashed, GeoLatency or Static | /allocationPolicy | \"Custom\"",
                "a closed network | 400004 | publicNetworkAccess | /publicNetworkAccess | \"Disabled\"",
                "no local keys | 400004 | caller with an Entra token | /disableLocalAuth | true",
                "a promise of place | 400004 | enableDataResidency | /enableDataResidency | true",
                "no policies | 400004 | every right | /authorizationPolicies | []",
                "an unknown right | 400004 | known are | /authorizationPolicies "
                        + "| [{\"keyName\":\"owner\",\"rights\":\"ServiceConfig, Everything\"}]",
                "a right of roles | 400004 | known are | /authorizationPolicies "
                        + "| [{\"keyName\":\"owner\",\"rights\":\"PolicyKeys\"}]",
                "a key that is none | 400004 | Base64 | /authorizationPolicies "
                        + "| [{\"keyName\":\"owner\",\"rights\":\"ServiceConfig\",\"primaryKey\":\"?\"}]"
            })
    void what_is_wrong_is_named_and_nothing_is_done(
            String what, int code, String message, String member, String value) {
        ObjectNode body = (ObjectNode) json(hubs(NEW, link(KEYED + KEY)));
        int end = member.lastIndexOf('/');
        ((ObjectNode) body.at("/properties" + member.substring(0, end))).set(member.substring(end + 1), json(value));
        List<String> unused = app.changes();

        String told = refused(code, put(NEW, body.toString()));

        assertTrue(told.contains(message), what + ": " + told);
        assertFalse(told.contains(KEY), told);
        assertEquals(List.of(), app.changes());
    }

    @Test
    @DisplayName("rest 8.3: a hub linked twice is 400303")
    void twice() {
        refused(400303, put(OLD, hubs(OLD, link(KEYED + KEY), link(KEYED.replace("hub-b", "HUB-B") + KEY))));
    }

    @Test
    @DisplayName(
            "seams 11: ServiceConfig links hubs; policies take every right, unless they are sent back as they were told")
    void rights() {
        String echoed = get(OLD).body();
        ok(app.manageAs("ServiceConfig", "PUT", ONE + TestApp.MANAGEMENT_VERSION, echoed));
        for (Consumer<ObjectNode> change : List.<Consumer<ObjectNode>>of(
                rule -> rule.put("primaryKey", KEY),
                rule -> rule.put("rights", "EnrollmentWrite"),
                rule -> rule.put("keyName", "other"))) {
            ObjectNode body = (ObjectNode) json(echoed);
            change.accept((ObjectNode) body.at("/properties/authorizationPolicies/1"));
            String told = refused(
                    403001, app.manageAs("ServiceConfig", "PUT", ONE + TestApp.MANAGEMENT_VERSION, body.toString()));
            assertTrue(told.contains("holds every right"), told);
            ok(app.manage("PUT", ONE + TestApp.MANAGEMENT_VERSION, body.toString()));
            ok(app.manage("PUT", ONE + TestApp.MANAGEMENT_VERSION, echoed.replace("\"owner\"", "\"Owner\"")));
        }
    }

    @Test
    void keys_are_listed_and_made_anew() {
        JsonNode all = ok(call("POST", ONE + "/listkeys", "")).path("value");
        JsonNode owner = all.path(each(all, "keyName").indexOf("owner"));
        JsonNode reader = all.path(each(all, "keyName").indexOf("reader"));
        assertEquals(
                TestData.key("policy owner").revealBase64(),
                owner.path("primaryKey").textValue());
        assertEquals(
                "ServiceConfig, EnrollmentRead, EnrollmentWrite, RegistrationStatusRead, RegistrationStatusWrite,"
                        + " DeviceConnect",
                owner.path("rights").textValue());
        assertEquals(reader, ok(call("POST", ONE + "/keys/READER/listkeys", "")));
        refused(404212, call("POST", ONE + "/keys/nobody/listkeys", ""));

        JsonNode made = ok(app.manage("POST", "/muster/policies/reader/regenerate", "{\"key\":\"secondary\"}"));
        assertEquals(reader.path("primaryKey"), made.path("primaryKey"));
        assertFalse(reader.path("secondaryKey").equals(made.path("secondaryKey")));
        assertEquals(
                400,
                app.manage("POST", "/muster/policies/reader/regenerate", "{\"key\":\"both\"}")
                        .status());
    }

    @Test
    @DisplayName("rest 8.3: PATCH changes tags, and its refusals have the resource manager's form from 2026 on")
    void tags() {
        assertEquals(
                "{\"a\":\"1\"}",
                ok(patch(NEW, "{\"tags\":{\"a\":\"1\"}}")).path("tags").toString());
        assertEquals(
                "{\"b\":\"2\"}",
                ok(patch(OLD, "{\"tags\":{\"b\":\"2\"}}")).path("tags").toString());
        assertEquals(1, app.hubs().all().size());
        for (String body : List.of("{}", "{\"tags\":1}", "{\"tags\":{\"a\":1}}", "{\"tags\":{},\"properties\":{}}")) {
            assertEquals("400004", json(400, patch(NEW, body)).at("/error/code").textValue(), body);
            refused(400004, patch(OLD, body));
        }
        assertEquals("{\"b\":\"2\"}", ok(get(NEW)).path("tags").toString());
    }

    @Test
    void the_small_answers() {
        assertEquals(
                "S1", ok(call("GET", ONE + "/skus", "")).at("/value/0/name").textValue());
        assertEquals(ONE, ok(call("GET", ALL, "")).at("/value/0/id").textValue());
        assertEquals(
                "dps",
                ok(call("GET", "/subscriptions/1/providers/Microsoft.Devices/provisioningServices", ""))
                        .at("/value/0/name")
                        .textValue());
        String check = "/subscriptions/1/providers/Microsoft.Devices/checkProvisioningServiceNameAvailability";
        assertEquals(
                "AlreadyExists",
                ok(call("POST", check, "{\"name\":\"DPS\"}")).path("reason").textValue());
        assertEquals(
                "Invalid",
                ok(call("POST", check, "{\"name\":\"other\"}")).path("reason").textValue());
        refused(400004, call("POST", check, "{}"));
        assertTrue(ok(call("GET", "/providers/Microsoft.Devices/operations", ""))
                        .path("value")
                        .size()
                > 1);
        String etag = etag(put(OLD, hubs(OLD)));
        assertEquals(
                "Succeeded",
                ok(call("GET", ONE + "/operationresults/" + etag + "?asyncinfo=true", ""))
                        .path("status")
                        .textValue());
        refused(404203, call("GET", ONE + "/operationresults/other", ""));
        refused(409212, call("DELETE", ONE, ""));
        refused(404001, call("GET", ALL + "/other", ""));
        refused(404001, call("PUT", ALL + "/other", hubs(OLD)));
    }

    private LinkedHub.Authentication authentication() {
        return app.hubs().all().get(0).authentication();
    }

    /** A refusal of that code in the flat form; its message. */
    private static String refused(int code, Response response) {
        JsonNode body = json(code / 1000, response);
        assertEquals(code, body.path("code").asInt(), response.body());
        return body.path("message").textValue();
    }

    private Response get(String version) {
        return app.manage("GET", ONE + "?api-version=" + version, "");
    }

    private Response put(String version, String body) {
        return app.manage("PUT", ONE + "?api-version=" + version, body);
    }

    private Response patch(String version, String body) {
        return app.manage("PATCH", ONE + "?api-version=" + version, body);
    }

    private Response call(String method, String path, String body) {
        String version = path.contains("?") ? "&api-version=" + OLD : "?api-version=" + OLD;
        return app.manage(method, path + version, body);
    }
}
