package io.muster.azure.entra;

import static io.muster.azure.entra.TestDirectory.EC;
import static io.muster.azure.entra.TestDirectory.RSA;
import static io.muster.azure.entra.TestDirectory.claims;
import static io.muster.azure.entra.TestDirectory.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.azure.TextFuzz;
import io.muster.core.access.AccessRight;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("6.6: whatever stands after Bearer")
class EntraTokensFuzzTest {
    private final TestDirectory directory = new TestDirectory();
    private final EntraTokens tokens = directory.tokens();

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    @DisplayName("a changed token is 401, never another answer, and never more than the signed one allows")
    void changedTokens() {
        String rsa = signed(RSA, claims());
        String ec = signed(EC, claims());
        TextFuzz.run(
                List.of(rsa, ec, rsa + "." + ec, "..", "e30.e30.e30"),
                token -> check(token, signedPart(rsa), signedPart(ec)));
    }

    @Test
    @DisplayName("any header and any claims under a signature that is not theirs are 401")
    void changedParts() {
        String signature = signed(RSA, claims()).replaceAll(".*\\.", "");
        String claims = base64(claims().toString());
        TextFuzz.run(
                List.of(
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                        "{\"alg\":\"none\"}",
                        "{\"alg\":\"HS256\",\"kid\":\"rsa-1\",\"typ\":\"JWT\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":false}",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"x5c\":[\"AA\"],\"jwk\":{\"kty\":\"RSA\"},\"x5t\":\"AA\"}",
                        "{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}",
                        "[".repeat(3000),
                        "{\"alg\":".repeat(1500)),
                header -> check(base64(header) + "." + claims + "." + signature));
        TextFuzz.run(
                List.of("{\"iss\":\"i\",\"aud\":[\"a\"],\"exp\":1e300,\"nbf\":-1,\"roles\":[\"EnrollmentRead\"]}"),
                text -> check(base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + base64(text) + "." + signature));
    }

    /** Refused with 401 under a reason fit for a log line; or held, when what is signed was not touched. */
    private void check(String token, String... signedParts) {
        try {
            assertEquals(Set.of(AccessRight.ENROLLMENT_READ), tokens.rights(token));
            assertTrue(List.of(signedParts).stream().anyMatch(token::startsWith), token);
        } catch (Problem problem) {
            assertEquals(ProblemKind.UNAUTHORIZED, problem.kind(), problem.reason());
            assertTrue(problem.reason().matches("[^\\p{Cntrl}]{1,300}"), problem.reason());
        }
    }

    private static String signedPart(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
