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
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.TestAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 4.8: the deny list and CAs' revocation lists, over HTTP")
class RevocationApiTest {
    private static final String DENIALS = "/muster/denials";
    private static final String CRL = "/muster/certificates/plant-a/crl";
    private static final TestAuthority CA = TestAuthority.named("CN=Plant A");

    private final TestApp app = new TestApp();

    @BeforeEach
    void theCaIsUploaded() {
        String body = "{\"certificate\":" + quoted(CA.certificate().pem()) + "}";
        assertEquals(
                200, app.manage("PUT", "/muster/certificates/plant-a", body).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thumbprint:97388663832D0393C9246CAB4FBA2C8677185A25",
                "thumbprint:97:38:86:63:83:2d:03:93:c9:24:6c:ab:4f:ba:2c:86:77:18:5a:25",
                "serial:0A;issuer:CN=Plant%20A%2C%20O=a%2Fb"
            })
    void a_denial_is_made_listed_and_lifted(String denial) {
        JsonNode made = ok(app.manage("PUT", DENIALS + "/" + denial, "{\"note\":\"stolen\"}"));
        assertEquals("stolen", made.path("note").textValue());
        assertEquals(
                "2026-11-01T12:00:00.0000000Z", made.path("createdDateTimeUtc").textValue());
        assertEquals(made, ok(app.manage("GET", DENIALS, "")).at("/value/0"));

        assertFalse(ok(app.manage("PUT", DENIALS + "/" + denial, "")).has("note"));
        assertEquals(204, app.manage("DELETE", DENIALS + "/" + denial, "").status());
        refused(404001, app.manage("DELETE", DENIALS + "/" + denial, ""));
        assertEquals(0, ok(app.manage("GET", DENIALS, "")).path("value").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "thumbprint:AB", "key:", "serial:1", "serial:1;issuer:nobody", "key:A;issuer:CN=a"})
    void what_denies_nothing_is_400(String denial) {
        refused(400004, app.manage("PUT", DENIALS + "/" + denial, ""));
        refused(400004, app.manage("DELETE", DENIALS + "/" + denial, ""));
        refused(400004, app.manage("PUT", DENIALS + "/" + ServiceCall.DENIAL, "{\"note\":1}"));
        refused(
                400004,
                app.manage("PUT", DENIALS + "/" + ServiceCall.DENIAL, "{\"note\":\"" + "x".repeat(257) + "\"}"));
    }

    @Test
    void the_deny_list_has_an_end() {
        for (int i = 0; i < TestApp.MAX_DENIALS; i++) {
            assertEquals(
                    200,
                    app.manage("PUT", DENIALS + "/key:" + "%064d".formatted(i), "")
                            .status());
        }
        refused(403002, app.manage("PUT", DENIALS + "/" + ServiceCall.DENIAL, ""));
        assertEquals(
                TestApp.MAX_DENIALS,
                each(ok(app.manage("GET", DENIALS, "")).path("value"), "denial").size());
    }

    @Test
    void a_crl_comes_as_pem_alone_or_in_json_or_as_base64() {
        byte[] der = Base64.getMimeDecoder().decode(CA.crl(4).replaceAll("-----.*", ""));
        Base64.Encoder base64 = Base64.getEncoder();
        for (String body : List.of(
                CA.crl(1),
                "{\"crl\":" + quoted(CA.crl(2)) + "}",
                "{\"crl\":\"" + base64.encodeToString(CA.crl(3).getBytes(StandardCharsets.US_ASCII)) + "\"}",
                "{\"crl\":\"" + base64.encodeToString(der) + "\"}")) {
            assertEquals(200, app.manage("PUT", CRL, body).status(), body);
        }
        assertEquals("4", ok(app.manage("GET", CRL, "")).path("number").textValue());
    }

    @Test
    void the_documents_examples_of_a_ca_and_its_list_belong_together() throws IOException {
        JsonNode paths = Answers.json(Files.readString(Path.of("../../docs/openapi.json")))
                .path("paths");
        for (String path : List.of("", "/crl")) {
            String example = paths.path("/muster/certificates/{name}" + path)
                    .at("/put/requestBody/content/application~1json/example")
                    .toString();
            Response made = app.manage("PUT", "/muster/certificates/example" + path, example);
            assertEquals(200, made.status(), made.body());
        }
    }

    @Test
    void a_crl_tells_how_fresh_it_is_and_how_much_it_revokes() {
        refused(404001, app.manage("GET", CRL, ""));
        JsonNode told = ok(app.manage("PUT", CRL, CA.crl(7, BigInteger.ONE, BigInteger.TEN)));

        assertEquals("plant-a", told.path("name").textValue());
        assertEquals(2, told.path("entries").intValue());
        assertEquals("7", told.path("number").textValue());
        assertEquals("2026-11-01T12:00:00.0000000Z", told.path("thisUpdateUtc").textValue());
        assertEquals("2026-11-08T12:00:00.0000000Z", told.path("nextUpdateUtc").textValue());
        assertFalse(told.path("isStale").booleanValue());
        assertEquals(told, ok(app.manage("GET", CRL, "")));

        app.clock().advance(Duration.ofDays(8));
        assertTrue(ok(app.manage("GET", CRL, "")).path("isStale").booleanValue());
        refused(409211, app.manage("PUT", CRL, CA.crl(6)));
        assertEquals(204, app.manage("DELETE", CRL, "").status());
        refused(404001, app.manage("DELETE", CRL, ""));
        refused(404211, app.manage("GET", "/muster/certificates/nobody/crl", ""));
    }

    @Test
    void whatever_is_sent_as_a_crl_is_answered_and_never_with_a_5xx() {
        long seed = 21;
        Damage damage = new Damage(new Random(seed));
        String pem = CA.crl(1, BigInteger.ONE);
        String json = "{\"crl\":" + quoted(pem) + "}";
        for (int i = 0; i < Effort.inputs(1_000); i++) {
            String body = damage.damaged(damage.pick(List.of(pem, json)));
            String denial = damage.damaged("serial:0A;issuer:CN=a%2C%20O=b").replaceAll("[^!-~]", "x");

            Response crl = app.manage("PUT", CRL, body);
            Response denied = app.manage("PUT", DENIALS + "/" + denial, "");

            assertTrue(crl.status() < 500, () -> "seed " + seed + ": " + body + crl.body());
            assertTrue(denied.status() < 500, () -> "seed " + seed + ": " + denial + denied.body());
        }
    }

    @Test
    void a_crl_of_another_key_or_none_at_all_is_400() {
        for (String body : List.of(
                "",
                "{}",
                "{\"crl\":1}",
                "{\"crl\":\"*\"}",
                "{\"crl\":\"AAAA\"}",
                "-----BEGIN X509 CRL-----",
                CA.certificate().pem(),
                TestAuthority.named("CN=Plant A").crl(1))) {
            refused(400004, app.manage("PUT", CRL, body));
        }
        refused(404001, app.manage("GET", CRL, ""));
    }
}
