package io.muster.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.edge.EdgeProtocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.security.SaslChallenge;
import org.apache.qpid.proton.amqp.security.SaslCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("11.26, 11.27: SASL")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmqpSaslTest {
    private static final String USER = "0ne1/registrations/device-1";

    private AmqpListener gateway;

    @BeforeAll
    void start() throws Exception {
        gateway = AmqpListener.start(AmqpListener.limits());
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    @DisplayName(
            "clients.md 25: PLAIN and TPM are offered to all, EXTERNAL and ANONYMOUS where TLS brought a certificate")
    void offers() throws Exception {
        try (AmqpDevice bare = gateway.device();
                AmqpDevice certified = gateway.device(CertificateForge.chainOf(1, "device"))) {
            assertEquals(List.of("PLAIN", "TPM"), bare.mechanisms());
            assertEquals(List.of("PLAIN", "TPM", "EXTERNAL", "ANONYMOUS"), certified.mechanisms());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0, OK",
        "404, 404202, OK",
        "401, 401002, AUTH",
        "404, 404208, AUTH",
        "400, 400004, AUTH",
        "429, 429001, OK",
        "503, 503001, OK"
    })
    @DisplayName(
            "seams 3: PLAIN asks the app for the registration, and refuses what it refuses; overload is no refusal")
    void plain(int status, int code, SaslCode outcome) throws Exception {
        answers(status, code, "{}");
        try (AmqpDevice device = gateway.device()) {
            assertEquals(outcome, device.plain(USER, "SharedAccessSignature sr=x"));

            StubApp.Seen seen = gateway.app().next();
            assertEquals("POST", seen.method());
            assertEquals("/0ne1/registrations/device-1", seen.uri().split("[?]", 2)[0]);
            assertEquals("SharedAccessSignature sr=x", seen.headers().get("Authorization"));
            assertEquals(EdgeProtocol.AMQP, seen.claims().protocol());
            if (outcome != SaslCode.OK) {
                assertTrue(device.raw().isClosedByGateway());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no zero bytes", "\0" + USER, "\0" + USER + "\0", "\0other/words\0token", "\0a\0b\0c"})
    @DisplayName("A PLAIN response that is none is refused, and the app not asked")
    void malformedPlain(String response) throws Exception {
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("PLAIN", response.getBytes(StandardCharsets.UTF_8), "");

            assertEquals(SaslCode.AUTH, device.outcome());
            assertEquals(0, gateway.app().waiting());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXTERNAL", "ANONYMOUS"})
    @DisplayName("clients.md 25: with a certificate EXTERNAL and ANONYMOUS let in, without one they do not")
    void certificates(String mechanism) throws Exception {
        try (AmqpDevice bare = gateway.device();
                AmqpDevice certified = gateway.device(CertificateForge.chainOf(1, "device"))) {
            List<String> unused = bare.mechanisms();
            bare.init(mechanism, new byte[0], "");
            assertEquals(SaslCode.AUTH, bare.outcome());

            List<String> unusedToo = certified.mechanisms();
            certified.init(mechanism, new byte[0], "");
            assertEquals(SaslCode.OK, certified.outcome());
        }
    }

    @Test
    @DisplayName("A mechanism nobody offered is refused")
    void unknownMechanism() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("SCRAM-SHA-256", new byte[] {1}, "");

            assertEquals(SaslCode.AUTH, device.outcome());
        }
    }

    @Test
    @DisplayName("clients.md section 5: TPM shows its keys, gets the secret behind 80 and C1, answers with a token")
    void tpm() throws Exception {
        byte[] blob = bytes(794, 1);
        byte[] endorsement = bytes(316, 2);
        byte[] root = bytes(284, 3);
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("TPM", claim("0ne1", "device-1", endorsement), USER);
            assertArrayEquals(new byte[] {0}, challenge(device));

            answers(401, 401002, challengeBody(blob));
            device.respond(prefixed(0, root));
            byte[] first = challenge(device);
            device.respond(new byte[] {0});
            byte[] second = challenge(device);

            assertEquals((byte) 0x80, first[0]);
            assertEquals((byte) 0xc1, second[0]);
            assertArrayEquals(blob, joined(first, second));
            StubApp.Seen asked = gateway.app().next();
            assertEquals("PUT", asked.method());
            assertEquals("/0ne1/registrations/device-1/register", asked.uri().split("[?]", 2)[0]);
            assertEquals(false, asked.headers().contains("Authorization"));
            assertEquals(
                    Base64.getEncoder().encodeToString(endorsement),
                    asked.body().toJsonObject().getJsonObject("tpm").getString("endorsementKey"));

            answers(404, 404202, "{}");
            device.respond(prefixed(0, "SharedAccessSignature sr=tpm".getBytes(StandardCharsets.UTF_8)));
            assertEquals(SaslCode.OK, device.outcome());
            StubApp.Seen proven = gateway.app().next();
            assertEquals("POST", proven.method());
            assertEquals("SharedAccessSignature sr=tpm", proven.headers().get("Authorization"));
            assertEquals(
                    Base64.getEncoder().encodeToString(root),
                    proven.body().toJsonObject().getJsonObject("tpm").getString("storageRootKey"));
        }
    }

    @Test
    @DisplayName("clients.md section 5: a key that comes in segments is asked for piece by piece")
    void segmentedKeys() throws Exception {
        byte[] claim = claim("0ne1", "device-1", bytes(316, 2));
        byte[] root = bytes(284, 3);
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("TPM", prefixed(0x80, part(claim, 1, 201)), "");
            assertArrayEquals(new byte[] {0}, challenge(device));
            device.respond(prefixed(0xc1, part(claim, 201, claim.length)));
            assertArrayEquals(new byte[] {0}, challenge(device));
            device.respond(prefixed(0x90, part(root, 0, 100)));
            assertArrayEquals(new byte[] {0}, challenge(device));

            answers(401, 401002, challengeBody(bytes(794, 1)));
            device.respond(prefixed(0xd1, part(root, 100, root.length)));

            assertEquals((byte) 0x80, challenge(device)[0]);
            assertEquals(
                    Base64.getEncoder().encodeToString(root),
                    gateway.app()
                            .next()
                            .body()
                            .toJsonObject()
                            .getJsonObject("tpm")
                            .getString("storageRootKey"));
        }
    }

    @Test
    @DisplayName("C shows the key alone and its name as the host, and gathers the secret as Base64")
    void keyAlone() throws Exception {
        byte[] endorsement = bytes(316, 2);
        endorsement[0] = 1;
        endorsement[1] = 0x3a;
        byte[] blob = bytes(794, 1);
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("TPM", prefixed(0, endorsement), USER);
            assertArrayEquals(new byte[] {0}, challenge(device));
            answers(401, 401002, challengeBody(blob));
            device.respond(prefixed(0, bytes(284, 3)));
            byte[] first = challenge(device);
            device.respond(new byte[] {0});
            byte[] second = challenge(device);
            device.respond(new byte[] {0});
            byte[] third = challenge(device);
            StubApp.Seen unusedToo = gateway.app().next();

            assertEquals((byte) 0xc2, third[0]);
            assertArrayEquals(blob, Base64.getDecoder().decode(joined(first, second, third)));
        }
    }

    @ParameterizedTest
    @CsvSource({"401, 401002, AUTH", "404, 404208, AUTH", "429, 429001, SYS_TEMP", "503, 503001, SYS_TEMP"})
    @DisplayName("seams 3: an endorsement key nobody enrolled is refused; overload says try again")
    void unknownTpm(int status, int code, SaslCode outcome) throws Exception {
        answers(status, code, "{\"errorCode\":1}");
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("TPM", claim("0ne1", "device-1", bytes(316, 2)), USER);
            assertArrayEquals(new byte[] {0}, challenge(device));
            device.respond(prefixed(0, bytes(284, 3)));

            assertEquals(outcome, device.outcome());
            StubApp.Seen unusedToo = gateway.app().next();
        }
    }

    @Test
    @DisplayName("Segments without end are cut off")
    void endlessSegments() throws Exception {
        try (AmqpDevice device = gateway.device()) {
            List<String> unused = device.mechanisms();
            device.init("TPM", prefixed(0x80, bytes(400, 4)), "");
            Object answer = device.saslFrame();
            for (int i = 0; answer instanceof SaslChallenge && i < 50; i++) {
                device.respond(prefixed(0x80, bytes(400, 4)));
                answer = device.saslFrame();
            }
            assertTrue(device.raw().isClosedByGateway());
        }
    }

    private void answers(int status, int code, String body) {
        gateway.app()
                .answers(response -> response.setStatusCode(status)
                        .putHeader("Content-Type", "application/json; charset=utf-8")
                        .putHeader("x-ms-error-code", Integer.toString(code))
                        .end(body));
    }

    private static String challengeBody(byte[] blob) {
        return "{\"message\":\"m\",\"keyName\":\"registration\",\"authenticationKey\":\""
                + Base64.getEncoder().encodeToString(blob) + "\"}";
    }

    private static byte[] challenge(AmqpDevice device) throws Exception {
        Binary bytes = ((SaslChallenge) device.saslFrame()).getChallenge();
        return part(bytes.getArray(), bytes.getArrayOffset(), bytes.getArrayOffset() + bytes.getLength());
    }

    private static byte[] claim(String scope, String id, byte[] key) {
        byte[] names = (scope + '\0' + id + '\0').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(names);
        out.writeBytes(key);
        return out.toByteArray();
    }

    private static byte[] prefixed(int control, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(control);
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... segments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] segment : segments) {
            out.write(segment, 1, segment.length - 1);
        }
        return out.toByteArray();
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
