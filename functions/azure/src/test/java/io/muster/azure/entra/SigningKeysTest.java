package io.muster.azure.entra;

import static io.muster.azure.entra.TestDirectory.EC;
import static io.muster.azure.entra.TestDirectory.RSA;
import static io.muster.azure.entra.TestDirectory.RSA_2;
import static io.muster.azure.entra.TestDirectory.claims;
import static io.muster.azure.entra.TestDirectory.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("6.6: the directory's signing keys")
class SigningKeysTest {
    /** Old after 1.5 s, so that a test sees a second fetch; patient enough for a slow machine. */
    private static final KeyTimes SHORT = new KeyTimes(
            Duration.ofMillis(1500),
            Duration.ofMillis(100),
            Duration.ofMillis(1300),
            Duration.ofHours(1),
            Duration.ofMillis(1));

    private final TestDirectory directory = new TestDirectory();
    private final EntraTokens tokens = directory.tokens();

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    @DisplayName("they are fetched with the first token, not at the start, and then once for all")
    void cached() {
        assertEquals(0, directory.fetches());
        for (int i = 0; i < 20; i++) {
            assertHolds(tokens, RSA);
        }
        assertEquals(1, directory.fetches());
    }

    @Test
    @DisplayName("a key id not seen yet has them fetched once more, so a rotation is seen at once")
    void rotation() {
        assertHolds(tokens, RSA);
        directory.serve(RSA_2, RSA);
        assertHolds(tokens, RSA_2);
        assertHolds(tokens, RSA);
        assertEquals(2, directory.fetches());
    }

    @Test
    @DisplayName("forged key ids buy no fetch each")
    void forgedKeyIds() {
        assertHolds(tokens, RSA);
        for (int i = 0; i < 50; i++) {
            RSAKey forged = new RSAKey.Builder(RSA_2).keyID("forged-" + i).build();
            assertEquals(ProblemKind.UNAUTHORIZED, refusal(tokens, forged));
        }
        assertTrue(directory.fetches() <= 2, () -> "fetches: " + directory.fetches());
        assertHolds(tokens, RSA);
    }

    @Test
    @DisplayName("while they cannot be fetched, a token is answered 503 and not 401")
    void outageFromTheStart() {
        for (Runnable outage : List.<Runnable>of(
                () -> directory.answer(500, "{}"),
                () -> directory.answer(302, ""),
                () -> directory.answer(200, "no keys"),
                () -> directory.answer(200, "[]"),
                () -> directory.answer(200, "{\"keys\":[" + " ".repeat(300_000) + "]}"))) {
            outage.run();
            EntraTokens fresh = directory.tokens();
            for (int i = 0; i < 5; i++) {
                assertEquals(ProblemKind.UNAVAILABLE, refusal(fresh, RSA));
            }
        }
        assertTrue(directory.fetches() <= 10, () -> "fetches: " + directory.fetches());
    }

    @Test
    @DisplayName("in an outage known keys go on serving, and an unknown one is 503: it may be a new one")
    void outageLater() {
        assertHolds(tokens, RSA);
        directory.answer(503, "");
        assertHolds(tokens, RSA);
        assertEquals(ProblemKind.UNAVAILABLE, refusal(tokens, RSA_2));
        assertEquals(ProblemKind.UNAVAILABLE, refusal(tokens, RSA_2));
        assertHolds(tokens, EC);
    }

    @Test
    @DisplayName("keys past their life serve through an outage, and a withdrawn one no longer once it is over")
    void outageThenWithdrawal() {
        EntraTokens fresh = directory.tokens(SHORT);
        assertHolds(fresh, RSA);
        directory.answer(503, "");
        int before = directory.fetches();
        callUntil(fresh, () -> directory.fetches() > before + 1);
        assertHolds(fresh, RSA);

        directory.serve(EC);
        Instant end = Instant.now().plusSeconds(20);
        boolean held = true;
        while (held && Instant.now().isBefore(end)) {
            held = holds(fresh, RSA);
        }
        assertFalse(held, "the withdrawn key still signs");
        assertHolds(fresh, EC);
    }

    @Test
    @DisplayName("keys come over https only")
    void httpsOnly() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrustedDirectory(Set.of("i"), Set.of("a"), URI.create("http://keys.example/k")));
    }

    private static void callUntil(EntraTokens tokens, BooleanSupplier seen) {
        Instant end = Instant.now().plusSeconds(20);
        while (!seen.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "not seen");
            assertHolds(tokens, RSA);
        }
    }

    private static void assertHolds(EntraTokens tokens, RSAKey key) {
        assertFalse(tokens.rights(signed(key, claims())).isEmpty());
    }

    private static void assertHolds(EntraTokens tokens, ECKey key) {
        assertFalse(tokens.rights(signed(key, claims())).isEmpty());
    }

    private static boolean holds(EntraTokens tokens, RSAKey key) {
        try {
            return !tokens.rights(signed(key, claims())).isEmpty();
        } catch (Problem problem) {
            return false;
        }
    }

    private static ProblemKind refusal(EntraTokens tokens, RSAKey key) {
        return assertThrows(Problem.class, () -> tokens.rights(signed(key, claims())))
                .kind();
    }
}
