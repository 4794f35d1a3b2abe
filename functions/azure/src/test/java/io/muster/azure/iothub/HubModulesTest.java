package io.muster.azure.iothub;

import static io.muster.azure.iothub.HubFixture.TIMEOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.muster.azure.iothub.ScriptedHub.Seen;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubModulesTest {
    private static final DeviceId DEVICE = new DeviceId("edge#1");
    private static final String AUTHENTICATION =
            "{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"cGxhbnRlZA==\",\"secondaryKey\":\"c2VjcmV0\"}}";
    private static final HubTwin TWIN = new HubTwin(new JsonText("{\"t\":1}"), new JsonText("{\"d\":{\"e\":2.50}}"));

    private final HubFixture fixture = new HubFixture();
    private final IotHubRegistry registry = HubFixture.registry(true);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static HubModule module(String id, HubTwin twin) {
        return new HubModule(id, "iotEdge", HubFixture.secret(AUTHENTICATION), twin);
    }

    private static Reply list(String... ids) {
        List<String> each = List.of(ids).stream()
                .map(id ->
                        "{\"moduleId\":\"" + id + "\",\"managedBy\":\"iotEdge\",\"deviceId\":\"edge#1\",\"etag\":\"x\","
                                + "\"authentication\":" + AUTHENTICATION + "}")
                .toList();
        return Reply.json(200, "", "[" + String.join(",", each) + "]");
    }

    @Test
    @DisplayName(
            "modules are read with their authentication as the hub has it and the writable halves of their twins (4.7)")
    void read() throws Exception {
        fixture.hub()
                .then(
                        list("$edgeAgent", "mine"),
                        Reply.json(200, "", "{\"properties\":{\"desired\":{\"$version\":1},\"reported\":{\"r\":1}}}"),
                        Reply.json(
                                200,
                                "",
                                "{\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"e\":2.50,\"$metadata\":{}}}}"));

        List<HubModule> modules = registry.modules(fixture.linked(), DEVICE, TIMEOUT);

        HubTwin twin = new HubTwin(new JsonText("{\"t\":1}"), new JsonText("{\"e\":2.50}"));
        assertEquals(List.of(module("$edgeAgent", HubTwin.EMPTY), module("mine", twin)), modules);
        assertFalse(modules.toString().contains("cGxhbnRlZA"), "a module's keys have no text form");
        assertEquals(
                "GET /devices/edge%231/modules?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
        assertEquals(
                "GET /twins/edge%231/modules/%24edgeAgent?api-version=2021-04-12 HTTP/1.1",
                fixture.hub().next().line());
    }

    @Test
    @DisplayName("an unknown device has no modules, and a module that goes while it is read is left out")
    void gone() throws Exception {
        fixture.hub().then(Reply.status(404), list("mine"), Reply.status(404));

        assertEquals(List.of(), registry.modules(fixture.linked(), DEVICE, TIMEOUT));
        assertEquals(List.of(), registry.modules(fixture.linked(), DEVICE, TIMEOUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[{\"moduleId\":\"planted\"",
                "{\"planted\":1}",
                "[\"planted\"]",
                "[{\"moduleId\":\"planted\"}]",
                "[{\"moduleId\":\"../planted\",\"authentication\":{}}]",
                "<html>planted</html>"
            })
    @DisplayName("a list of modules that is none is no answer, and is not echoed")
    void unreadable(String body) {
        fixture.hub().then(Reply.json(200, "", body));

        HubFailure failure = assertThrows(HubFailure.class, () -> registry.modules(fixture.linked(), DEVICE, TIMEOUT));

        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertFalse(String.valueOf(failure.getMessage()).contains("planted"));
    }

    @Test
    @DisplayName("a module is created with the authentication it had, then its twin is replaced (4.7)")
    void write() throws Exception {
        fixture.hub().then(Reply.status(200), Reply.status(200));

        registry.writeModule(fixture.linked(), DEVICE, module("mine", TWIN), TIMEOUT);

        Seen identity = fixture.hub().next();
        assertEquals("PUT /devices/edge%231/modules/mine?api-version=2021-04-12 HTTP/1.1", identity.line());
        assertFalse(identity.headers().containsKey("if-match"));
        assertEquals(
                "{\"deviceId\":\"edge#1\",\"moduleId\":\"mine\",\"managedBy\":\"iotEdge\",\"authentication\":"
                        + AUTHENTICATION + "}",
                identity.body());
        Seen twin = fixture.hub().next();
        assertEquals("PUT /twins/edge%231/modules/mine?api-version=2021-04-12 HTTP/1.1", twin.line());
        assertEquals(
                "{\"deviceId\":\"edge#1\",\"moduleId\":\"mine\",\"tags\":{\"t\":1},\"properties\":{\"desired\":"
                        + "{\"d\":{\"e\":2.50}}}}",
                twin.body());
    }

    @Test
    @DisplayName("a module that is there already is overwritten; an empty twin is not written")
    void overwrite() throws Exception {
        fixture.hub().then(Reply.status(409), Reply.status(200));

        registry.writeModule(fixture.linked(), DEVICE, module("mine", HubTwin.EMPTY), TIMEOUT);

        fixture.hub().next();
        assertEquals("*", fixture.hub().next().headers().get("if-match"));
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @ParameterizedTest
    @ValueSource(strings = {"$edgeAgent", "$edgeHub"})
    @DisplayName("the modules that a hub makes by itself are updated first")
    void madeByHub(String id) throws Exception {
        fixture.hub().then(Reply.status(200));

        registry.writeModule(fixture.linked(), DEVICE, module(id, HubTwin.EMPTY), TIMEOUT);

        assertEquals("*", fixture.hub().next().headers().get("if-match"));
        assertEquals(0, fixture.hub().requestsLeft());
    }

    @Test
    @DisplayName("a module of a device that is not there is rejected; one gone before its twin is worth another try")
    void absent() {
        fixture.hub().then(Reply.status(404), Reply.status(200), Reply.status(404));

        assertEquals(Kind.REJECTED, failure().kind());
        assertEquals(Kind.UNAVAILABLE, failure().kind());
    }

    private HubFailure failure() {
        return assertThrows(
                HubFailure.class, () -> registry.writeModule(fixture.linked(), DEVICE, module("mine", TWIN), TIMEOUT));
    }

    @Test
    @DisplayName("authentication that is no JSON object is never sent")
    void badAuthentication() {
        HubModule module = new HubModule("mine", "", Secret.of(new byte[] {'['}), HubTwin.EMPTY);

        assertThrows(
                IllegalArgumentException.class, () -> registry.writeModule(fixture.linked(), DEVICE, module, TIMEOUT));
        assertEquals(0, fixture.hub().requestsLeft());
    }
}
