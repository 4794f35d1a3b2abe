package io.muster.azure.entra;

import static io.muster.azure.entra.TestDirectory.AUDIENCE;
import static io.muster.azure.entra.TestDirectory.EC;
import static io.muster.azure.entra.TestDirectory.ISSUER;
import static io.muster.azure.entra.TestDirectory.ISSUER_2;
import static io.muster.azure.entra.TestDirectory.RSA;
import static io.muster.azure.entra.TestDirectory.RSA_2;
import static io.muster.azure.entra.TestDirectory.at;
import static io.muster.azure.entra.TestDirectory.claims;
import static io.muster.azure.entra.TestDirectory.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.muster.core.access.AccessRight;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("6.6: which of the directory's tokens hold")
class EntraTokensTest {
    private final TestDirectory directory = new TestDirectory();
    private final EntraTokens tokens = directory.tokens();

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    @DisplayName("RS256 or ES256, any expected issuer, any expected audience: the rights of its roles")
    void goodTokens() {
        Set<AccessRight> read = Set.of(AccessRight.ENROLLMENT_READ);
        assertEquals(read, tokens.rights(signed(RSA, claims())));
        assertEquals(read, tokens.rights(signed(EC, claims())));
        assertEquals(read, tokens.rights(signed(RSA, claims().issuer(ISSUER_2))));
        assertEquals(read, tokens.rights(signed(RSA, claims().audience("api://muster"))));
        assertEquals(read, tokens.rights(signed(RSA, claims().audience(List.of("other", AUDIENCE)))));
        assertEquals(
                EnumSet.of(AccessRight.ENROLLMENT_READ, AccessRight.SERVICE_CONFIG),
                tokens.rights(signed(RSA, claims().claim("roles", List.of("ServiceConfig", "EnrollmentRead", "x")))));
    }

    @Test
    @DisplayName("a token without roles holds and allows nothing")
    void noRoles() {
        assertEquals(Set.of(), tokens.rights(signed(RSA, claims().claim("roles", null))));
        assertEquals(Set.of(), tokens.rights(signed(RSA, claims().claim("roles", List.of()))));
        assertEquals(
                Set.of(),
                tokens.rights(signed(RSA, claims().claim("roles", null).claim("scp", "EnrollmentRead"))));
    }

    @Test
    @DisplayName("exp and nbf are taken with 60 s of grace and no more")
    void times() {
        assertEquals(
                1,
                tokens.rights(signed(RSA, claims().expirationTime(at(Duration.ofSeconds(-59)))))
                        .size());
        assertEquals(
                1,
                tokens.rights(signed(RSA, claims().notBeforeTime(at(Duration.ofSeconds(59)))))
                        .size());
        assertRefused("exp", signed(RSA, claims().expirationTime(at(Duration.ofSeconds(-61)))));
        assertRefused("nbf", signed(RSA, claims().notBeforeTime(at(Duration.ofSeconds(61)))));
    }

    @Test
    @DisplayName("another issuer or audience, near ones too, and a missing iss, aud or exp are 401")
    void wrongClaims() {
        for (String issuer : List.of(
                "https://sts.example/tenant", "https://sts.example/other/", ISSUER.toUpperCase(Locale.ROOT), "")) {
            assertRefused(issuer, signed(RSA, claims().issuer(issuer)));
        }
        for (String audience :
                List.of(AUDIENCE + "/", "https://iothubs.azure.net", "https://AZURE-devices-provisioning.net", "")) {
            assertRefused(audience, signed(RSA, claims().audience(audience)));
        }
        for (String claim : List.of("iss", "aud", "exp")) {
            assertRefused(claim, signed(RSA, claims().claim(claim, null)));
        }
        assertRefused("roles as text", signed(RSA, claims().claim("roles", "EnrollmentRead")));
        assertRefused("roles as numbers", signed(RSA, claims().claim("roles", List.of(1))));
    }

    @Test
    @DisplayName("alg none, HMAC under the public key, keys the token brings along and other RSA algorithms are 401")
    void wrongSignatures() throws Exception {
        RSAKey stranger = new RSAKey.Builder(RSA_2).keyID(RSA.getKeyID()).build();
        JWSHeader.Builder own = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(RSA_2.getKeyID());
        String good = signed(RSA, claims());

        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("another key under a known id", signed(stranger, claims()));
        tokens.put("a key that is not published", signed(RSA_2, claims()));
        tokens.put("no key id", signed(RSA, new JWSHeader.Builder(JWSAlgorithm.RS256), claims()));
        tokens.put("its own key", signed(RSA_2, own.jwk(RSA_2.toPublicJWK()), claims()));
        tokens.put("its own address of keys", signed(RSA_2, own.jwkURL(URI.create("https://evil.example")), claims()));
        tokens.put("none", new PlainJWT(claims().build()).serialize());
        tokens.put("none, signature cut", good.substring(0, good.lastIndexOf('.') + 1));
        tokens.put("crit", signed(RSA, header(JWSAlgorithm.RS256).criticalParams(Set.of("exp")), claims()));
        for (JWSAlgorithm other : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            tokens.put(other.getName(), signed(RSA, header(other), claims()));
        }
        for (byte[] secret : List.of(
                RSA.toRSAPublicKey().getEncoded(),
                RSA.getModulus().decode(),
                RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            tokens.put("HS256 over " + secret.length, hmac(secret));
        }

        tokens.forEach(this::assertRefused);
        assertFalse(this.tokens.rights(good).isEmpty());
    }

    @ParameterizedTest
    @DisplayName("what is no JWT is 401")
    @ValueSource(
            strings = {"", "a", "a.b", "..", "...", "....", "a.b.c", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.AA", "é.ü.ß"
            })
    void noTokens(String text) {
        assertRefused(text, text);
    }

    @Test
    @DisplayName("a token of more than 16 KB is 401, unread")
    void tooLong() {
        assertRefused("too long", signed(RSA, claims().claim("x", "y".repeat(17 * 1024))));
        assertEquals(0, directory.fetches());
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(RSA.getKeyID());
    }

    private static String hmac(byte[] secret) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header(JWSAlgorithm.HS256).build(), claims().build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private void assertRefused(String what, String token) {
        Problem problem = assertThrows(Problem.class, () -> tokens.rights(token), what);
        assertEquals(ProblemKind.UNAUTHORIZED, problem.kind(), () -> what + ": " + problem.reason());
        assertEquals("Unauthorized", problem.message(), what);
    }
}
