package io.muster.conformance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackExtension.class)
@DisplayName("Bad input to the device API: the contract's clear error, and nothing changed")
final class BadRequestTest {
    private final LocalStack stack;
    private final DeviceApi devices;
    private final String id = Names.fresh("bad");
    private final String key;

    BadRequestTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.key = new ServiceApi(stack).individual(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"text\"",
                "17",
                "{\"registrationId\":7}",
                "{\"registrationId\":\"another\"}",
                "{\"registrationId\":\"a\",\"registrationId\":\"b\"}",
                "{} {}",
                "{\"payload\":tru}",
                "\u0000"
            })
    @DisplayName("malformed JSON, wrong types and another id in the body are 400")
    void malformedBodies(String body) {
        assertProblem(400, 400004, registerWith(body));
        assertNotRegistered();
    }

    @Test
    @DisplayName("deep nesting is 400")
    void deepNesting() {
        assertProblem(400, 400004, registerWith("{\"payload\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
    }

    @Test
    @DisplayName("issue 2: a csr is 400 and not silence")
    void csr() {
        Answer answer = devices.send(Call.of("PUT", devices.path(id) + "/register?api-version=2026-11-01")
                .json("{\"csr\":\"MIIB\"}")
                .with("Authorization", devices.token(id, key)));

        assertProblem(400, 400004, answer);
        assertTrue(answer.text("/message").contains("csr"), answer::toString);
        assertNotRegistered();
    }

    @Test
    @DisplayName("5.9: a body over 96 KB is 413")
    void oversized() {
        Answer answer = registerWith("{\"payload\":\"" + "x".repeat(100 * 1024) + "\"}");

        assertEquals(413, answer.status(), answer::toString);
        assertEquals(413001, answer.errorCode());
        assertNotRegistered();
    }

    @Test
    @DisplayName("1.17: another media type is 415, another method 405, another path 404")
    void mediaMethodPath() {
        Call register = Call.of("PUT", devices.path(id) + "/register" + DeviceApi.VERSION)
                .with("Authorization", devices.token(id, key));

        assertProblem(415, 415000, devices.send(register.body("<a/>").with("Content-Type", "application/xml")));
        for (String method : new String[] {"DELETE", "PATCH", "POST", "GET"}) {
            assertProblem(
                    405, 405000, devices.send(Call.of(method, devices.path(id) + "/register" + DeviceApi.VERSION)));
        }
        assertProblem(404, 404001, devices.send(Call.of("PUT", devices.path(id) + "/registered" + DeviceApi.VERSION)));
        assertProblem(404, 404001, devices.send(Call.of("GET", "/" + DeviceApi.VERSION)));
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, 400",
        "%2e%2e, 400",
        "a%C3%28, 400",
        "a@b, 400",
        "a%20b, 400",
        "ends., 400",
        "ends_, 400",
        "LONG, 400",
    })
    @DisplayName("1.25: an id with a bad character, a tricky encoding or more than 128 characters is 400")
    void badIds(String path, int status) {
        String segment = path.equals("LONG") ? "x".repeat(129) : path;
        Answer answer = devices.send(devices.registerCall("unused")
                .json("{}")
                .with("Authorization", devices.token("x", key))
                .withTarget(devices.path(segment) + "/register" + DeviceApi.VERSION));

        assertEquals(status, answer.status(), answer::toString);
        assertEquals(400004, answer.errorCode(), answer::toString);
    }

    @Test
    @DisplayName("Bad input: an encoded NUL in the path is 400, whoever on the way refuses it")
    void encodedNul() {
        Answer answer = devices.send(devices.registerCall(id)
                .withTarget(devices.path("a%00b") + "/register" + DeviceApi.VERSION)
                .with("Authorization", devices.token("a", key)));

        assertEquals(400, answer.status(), answer::toString);
    }

    @Test
    @DisplayName("clients.md 34, 1.25: paths in any case and an id with %3A are found")
    void goodPaths() {
        String colon = Names.fresh("a:b");
        String colonKey = new ServiceApi(stack).individual(colon.replace(":", "%3A"), colon);
        Answer encoded =
                devices.send(Call.of("PUT", devices.path(colon.replace(":", "%3A")) + "/register" + DeviceApi.VERSION)
                        .with("Authorization", devices.token(colon, colonKey)));
        Answer upper = devices.send(
                Call.of("PUT", "/" + stack.idScope() + "/Registrations/" + id + "/REGISTER" + DeviceApi.VERSION)
                        .with("Authorization", devices.token(id, key)));

        assertEquals(202, encoded.status(), encoded::toString);
        assertEquals(202, upper.status(), upper::toString);
    }

    @Test
    @DisplayName("seams 2: a chunked body is fine through the edge and 400 straight to a functions host")
    void chunked() {
        Call call = devices.registerCall(id)
                .with("Authorization", devices.token(id, key))
                .inChunks();

        assertEquals(202, devices.send(call).status());
        for (URI host : stack.functionsHosts()) {
            assertProblem(400, 400004, new Wire(host).send(call));
        }
    }

    @Test
    @DisplayName("seams 2: a forged edge header is taken off at the edge and refused straight at a functions host")
    void forgedEdgeHeader() {
        Call call = devices.registerCall(id)
                .with("Authorization", devices.token(id, key))
                .with("x-muster-edge", "v1.local.AAAA.AAAA");

        assertEquals(202, devices.send(call).status());
        assertProblem(400, 400004, new Wire(stack.functionsHosts().get(0)).send(call));
    }

    private Answer registerWith(String body) {
        return devices.send(devices.registerCall(id).json(body).with("Authorization", devices.token(id, key)));
    }

    private void assertNotRegistered() {
        Answer answer = devices.lookUp(id, key);
        assertEquals(404202, answer.errorCode(), answer::toString);
    }

    /** The error's form: clients.md 12, 1.14. */
    private static void assertProblem(int status, int code, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.errorCode(), answer::toString);
        assertEquals(Integer.toString(code), answer.header("x-ms-error-code").orElse(""));
        assertEquals(
                "application/json; charset=utf-8", answer.header("Content-Type").orElse(""));
        assertEquals(answer.header("x-ms-request-id").orElse("none"), answer.text("/trackingId"));
        assertTrue(answer.text("/timestampUtc").endsWith("Z"));
        assertTrue(!answer.text("/message").isEmpty() && answer.bytes() <= 512, answer::toString);
    }
}
