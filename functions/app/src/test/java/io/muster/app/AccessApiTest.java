package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.json;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static io.muster.app.ServiceBodies.NEW;
import static io.muster.app.ServiceBodies.OLD;
import static io.muster.app.ServiceBodies.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 6.2: shared access signatures switched off, and callers filtered by address")
class AccessApiTest {
    private static final String RULES = "[{\"filterName\":\"Plant\",\"action\":\"accept\",\"ipMask\":\"192.0.2.0/24\"},"
            + "{\"filterName\":\"rest\",\"action\":\"Reject\",\"ipMask\":\"0.0.0.0/0\",\"target\":\"serviceAPI\"}]";
    private static final FakeDevice DEVICE = FakeDevice.withKey("dev-1", TestData.key("dev-1/1"));
    private static final String ENROLLMENT = "/enrollments/dev-1" + TestApp.SERVICE_VERSION;

    private final TestApp app = new TestApp();

    @BeforeEach
    void aDeviceIsEnrolled() {
        app.individuals().put(TestData.individual("dev-1", TermsBuilder.terms()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {OLD, NEW})
    @DisplayName(
            "rule 10.3: rules are told as they were given, in their order, and survive being sent back or left out")
    void roundTrip(String version) {
        JsonNode rules = ok(put(version, "ipFilterRules", RULES)).at("/properties/ipFilterRules");
        assertEquals(List.of("Plant", "rest"), each(rules, "filterName"));
        assertEquals(List.of("Accept", "Reject"), each(rules, "action"));
        assertEquals(List.of("192.0.2.0/24", "0.0.0.0/0"), each(rules, "ipMask"));
        assertEquals(List.of("all", "serviceApi"), each(rules, "target"));
        String told = ok(get(version)).toString();
        assertEquals(rules, ok(send(version, told)).at("/properties/ipFilterRules"));
        assertEquals(rules, ok(put(version, "ipFilterRules", "null")).at("/properties/ipFilterRules"));
        assertEquals(
                0,
                ok(put(version, "ipFilterRules", "[]"))
                        .at("/properties/ipFilterRules")
                        .size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no array | {} | ipFilterRules must be an array",
                "no rule | [{}] | ipFilterRules[0].ipMask",
                "no mask | [{\"filterName\":\"a\",\"action\":\"Accept\",\"ipMask\":\"::/0\"}] | CIDR",
                "no action | [{\"filterName\":\"a\",\"ipMask\":\"1.2.3.4\"}] | ipFilterRules[0].action",
                "an unknown action | [{\"filterName\":\"a\",\"action\":\"Drop\",\"ipMask\":\"1.2.3.4\"}] | Accept or Reject",
                "an unknown target | [{\"filterName\":\"a\",\"action\":\"Accept\",\"ipMask\":\"1.2.3.4\",\"target\":\"x\"}]"
                        + " | serviceApi or deviceApi",
                "no name | [{\"action\":\"Accept\",\"ipMask\":\"1.2.3.4\"}] | filterName",
                "a name twice | [{\"filterName\":\"a\",\"action\":\"Accept\",\"ipMask\":\"1.2.3.4\"},"
                        + "{\"filterName\":\"A\",\"action\":\"Accept\",\"ipMask\":\"1.2.3.4\"}] | twice"
            })
    void a_rule_that_is_none_is_400_and_changes_nothing(String what, String rules, String message) {
        String told = message(400, put(NEW, "ipFilterRules", rules));
        assertTrue(told.contains(message), what + ": " + told);
        assertEquals(0, ok(get(NEW)).at("/properties/ipFilterRules").size());
    }

    @Test
    @DisplayName(
            "rule 10.4: a caller that is rejected gets a 401 that does not speak of the filter, whatever it brought")
    void rejected() throws UnknownHostException {
        ok(put(NEW, "ipFilterRules", RULES));
        for (String from : List.of("198.51.100.1", "2001:db8::1")) {
            assertEquals("Unauthorized", refused(401002, enrollment(Optional.of(InetAddress.getByName(from)))), from);
        }
        assertEquals("Unauthorized", refused(401002, enrollment(Optional.empty())), "nobody vouches for an address");
        ok(enrollment(Optional.of(InetAddress.getByName("192.0.2.9"))));
        Response unknown = app.callFrom(Optional.empty(), "GET", ENROLLMENT, "", Map.of());
        assertEquals("Unauthorized", refused(401002, unknown), "before any token is looked at");
        assertEquals(202, app.register(DEVICE).status(), "rules for the service API are not the devices'");
    }

    @Test
    @DisplayName(
            "rule 10.3: rules for devices are not the service API's; a rejected device leaves no trace and costs no load")
    void devices() {
        ok(put(NEW, "ipFilterRules", RULES.replace("serviceAPI", "deviceApi")));
        app.journal().clear();
        assertEquals("Unauthorized", refused(401002, app.register(DEVICE)));
        assertEquals(List.of(), app.journal().calls());
        ok(enrollment(Optional.empty()));
    }

    @Test
    @DisplayName("rule 10.5: no rule locks the operator out of the management plane")
    void management() {
        ok(put(NEW, "ipFilterRules", RULES.replace("serviceAPI", "all").replace("192.0.2.0/24", "192.0.2.1")));
        assertEquals(401, enrollment(Optional.empty()).status());
        ok(put(NEW, "ipFilterRules", "[]"));
        ok(enrollment(Optional.empty()));
    }

    @Test
    @DisplayName("rest 8.1: disableLocalAuth refuses every shared access signature and says why; devices' tokens go on")
    void localAuthDisabled() {
        JsonNode off = ok(withToken("ServiceConfig,PolicyKeys", "true")).at("/properties/disableLocalAuth");
        assertTrue(off.booleanValue());
        for (Response sas : List.of(enrollment(Optional.empty()), app.manage("GET", "/muster/denials", ""))) {
            assertTrue(refused(401002, sas).contains("Entra tokens only"), sas::body);
        }
        assertTrue(
                message(401, app.manage("GET", ONE + "?api-version=" + NEW, "")).contains("Entra tokens only"));
        ok(app.call("GET", ENROLLMENT, "", bearer("EnrollmentRead")));
        assertEquals(202, app.register(DEVICE).status());

        // An older client neither sees nor undoes it; whoever is to open the door again says so.
        Map<String, String> operator = bearer("ServiceConfig,PolicyKeys");
        String old =
                ok(app.call("GET", ONE + "?api-version=" + OLD, "", operator)).toString();
        ok(app.call("PUT", ONE + "?api-version=" + OLD, old, operator));
        assertEquals(401, enrollment(Optional.empty()).status());
        ok(withToken("ServiceConfig,PolicyKeys", "false"));
        ok(enrollment(Optional.empty()));
    }

    @Test
    @DisplayName("issue 6.2: nobody locks everybody out: it takes a token that works, and the right to touch policies")
    void nobodyIsLockedOut() {
        assertTrue(message(400, put(NEW, "disableLocalAuth", "true")).contains("Entra token"));
        assertEquals(403, withToken("ServiceConfig", "true").status());
        assertFalse(ok(get(NEW)).at("/properties/disableLocalAuth").booleanValue());
    }

    private static String message(int status, Response response) {
        return json(status, response).path("message").textValue();
    }

    private Response enrollment(Optional<InetAddress> from) {
        return app.callFrom(from, "GET", ENROLLMENT, "", Map.of("authorization", app.token("owner")));
    }

    private static Map<String, String> bearer(String rights) {
        return Map.of("authorization", "Bearer " + rights, "content-type", TestApp.JSON);
    }

    private Response withToken(String rights, String disabled) {
        String body = with("disableLocalAuth", disabled);
        return app.call("PUT", ONE + "?api-version=" + NEW, body, bearer(rights));
    }

    private Response get(String version) {
        return app.manage("GET", ONE + "?api-version=" + version, "");
    }

    private Response put(String version, String member, String value) {
        return send(version, with(member, value));
    }

    private Response send(String version, String body) {
        return app.manage("PUT", ONE + "?api-version=" + version, body);
    }

    private static String with(String member, String value) {
        ObjectNode body = (ObjectNode) json(ServiceBodies.hubs(NEW, ServiceBodies.link("hub-a", "SystemAssigned", "")));
        ((ObjectNode) body.path("properties")).set(member, json(value));
        return body.toString();
    }
}
