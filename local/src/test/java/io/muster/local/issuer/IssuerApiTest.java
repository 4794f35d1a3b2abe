package io.muster.local.issuer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token issuer")
class IssuerApiTest {
    private static final long SEED = 20261124L;
    private static final String BASE = "https://localhost:1";
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String TOKEN = "/" + TENANT + "/oauth2/v2.0/token";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final IssuerClient READER = new IssuerClient("reader-id", "s+e/c=ret", List.of("Reader"));
    private static final IssuerClient STRANGER = new IssuerClient("stranger-id", "other", List.of());

    private final SigningKeys keys = new SigningKeys();
    private final TokenMint mint = new TokenMint(BASE, TENANT, keys, Clock.fixed(NOW, ZoneOffset.UTC));
    private final IssuerApi api = new IssuerApi(BASE, settings(), keys, mint);

    private static IssuerSettings settings() {
        try {
            return new IssuerSettings(0, 0, SSLContext.getDefault(), TENANT, List.of(READER, STRANGER));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("RFC 6749, 4.4: a client with its secret gets a token for the audience of its scope, with its roles")
    void token() throws Exception {
        IssuerAnswer answer =
                api.answer("POST", TOKEN, form(READER, "openid profile offline_access https://api.example/.default"));

        assertEquals(200, answer.status());
        assertEquals("Bearer", answer.body().path("token_type").asText());
        String token = answer.body().path("access_token").asText();
        JsonNode claims = part(token, 1);
        assertEquals("https://api.example", claims.path("aud").asText());
        assertEquals(BASE + "/" + TENANT + "/v2.0", claims.path("iss").asText());
        assertEquals(NOW.plusSeconds(3600).getEpochSecond(), claims.path("exp").asLong());
        assertEquals("[\"Reader\"]", claims.path("roles").toString());
        assertTrue(verifies(token));
    }

    @Test
    @DisplayName("a client without roles gets a token without the claim")
    void noRoles() throws Exception {
        String token = mint.token(STRANGER, "a", Duration.ZERO);
        assertFalse(part(token, 1).has("roles"));
        assertTrue(verifies(token));
    }

    @Test
    @DisplayName("after a rotation the key before is still published, the one before that is not")
    void rotation() throws Exception {
        String first = mint.token(READER, "a", Duration.ZERO);
        keys.rotate();
        String second = mint.token(READER, "a", Duration.ZERO);
        assertTrue(verifies(first) && verifies(second));
        keys.rotate();
        assertFalse(verifies(first));
        assertTrue(verifies(second));
    }

    @Test
    @DisplayName("RFC 6749, 5.2: another grant, client, secret or scope is refused, in words that repeat none of it")
    void refusals() {
        Map<String, String> good = form(READER, "https://api.example/.default");
        assertRefused(400, "unsupported_grant_type", good, "grant_type", "password");
        assertRefused(401, "invalid_client", good, "client_secret", "planted");
        assertRefused(401, "invalid_client", good, "client_secret", STRANGER.secret());
        assertRefused(401, "invalid_client", good, "client_id", "planted");
        for (String scope :
                List.of("", "planted", "openid", "/.default", "planted other/.default", "a/.default b/.default")) {
            assertRefused(400, "invalid_scope", good, "scope", scope);
        }
        assertEquals(400, api.answer("POST", "/planted/oauth2/v2.0/token", good).status());
        assertEquals(404, api.answer("GET", TOKEN, good).status());
    }

    @Test
    @DisplayName("OpenID Connect Discovery: what it names is what is served")
    void configuration() {
        JsonNode body = api.answer("GET", "/" + TENANT + "/v2.0/.well-known/openid-configuration", Map.of())
                .body();
        assertEquals(BASE + TOKEN, body.path("token_endpoint").asText());
        String keysPath = body.path("jwks_uri").asText().substring(BASE.length());
        assertEquals(
                1, api.answer("GET", keysPath, Map.of()).body().path("keys").size());
    }

    @Test
    @DisplayName("any body is a form or is refused, and none gets a token that is not asked for in full")
    void forms() {
        Random random = new Random(SEED);
        String good =
                "grant_type=client_credentials&client_id=reader-id&client_secret=s%2Be%2Fc%3Dret&scope=a%2F.default";
        assertEquals(200, api.answer("POST", TOKEN, FormText.parse(good)).status());
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(4), "%&=+\u0000\u00e9aZ".substring(random.nextInt(8)));
            }
            String shown = "seed " + SEED + ", round " + round + ": " + text;
            try {
                Map<String, String> form = FormText.parse(text.toString());
                boolean full = READER.secret().equals(form.get("client_secret"));
                assertTrue(full || api.answer("POST", TOKEN, form).status() != 200, shown);
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("reader-id"), shown);
            }
        }
    }

    @Test
    @DisplayName("no text form shows a secret")
    void secrets() {
        assertFalse(READER.toString().contains(READER.secret()));
        assertFalse(settings().toString().contains(READER.secret()));
    }

    private void assertRefused(int status, String error, Map<String, String> good, String field, String value) {
        Map<String, String> form = new HashMap<>(good);
        form.put(field, value);
        IssuerAnswer answer = api.answer("POST", TOKEN, form);
        assertEquals(status, answer.status(), field);
        assertEquals(error, answer.body().path("error").asText());
        assertFalse(answer.body().toString().contains("planted"));
    }

    private static Map<String, String> form(IssuerClient client, String scope) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client.id(),
                "client_secret",
                client.secret(),
                "scope",
                scope);
    }

    private boolean verifies(String token) throws GeneralSecurityException, IOException {
        String id = part(token, 0).path("kid").asText();
        List<JsonNode> published = StreamSupport.stream(
                        keys.published().path("keys").spliterator(), false)
                .filter(key -> key.path("kid").asText().equals(id))
                .toList();
        if (published.isEmpty()) {
            return false;
        }
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        number(published.get(0).path("n")),
                        number(published.get(0).path("e"))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.asText()));
    }

    private static JsonNode part(String token, int index) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
    }
}
