package io.muster.core.encryption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.encryption.Continuations.Listing;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.testkit.Effort;
import io.muster.core.testkit.FixedDataKey;
import io.muster.core.testkit.SeededRandom;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest 3.5: a continuation token continues the query it was given out for, and nothing else")
class ContinuationsTest {
    private static final Listing LISTING = new Listing("0ne0001/enrollments", "SELECT * FROM enrollments");

    private final Continuations continuations = over(new FixedDataKey());

    private static Continuations over(DataKeys keys) {
        return new Continuations(new Envelope(keys, new SeededRandom(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unit-7", "a\nb", "gr\u00fc\u00df", "'/?#"})
    void a_token_gives_back_its_position_and_fits_a_header_and_a_url(String position) {
        String token = continuations.token(LISTING, position);

        assertEquals(position, continuations.position(LISTING, token));
        assertTrue(token.matches("[A-Za-z0-9._-]+"), token);
        assertNotEquals(token, continuations.token(LISTING, position));
    }

    @Test
    void a_token_of_another_list_or_query_is_refused() {
        String token = continuations.token(LISTING, "unit-7");
        assertRefused(new Listing("0ne0002/enrollments", LISTING.query()), token);
        assertRefused(new Listing(LISTING.list(), LISTING.query() + " WHERE deviceId = 'a'"), token);
        assertRefused(new Listing(LISTING.query(), LISTING.list()), token);
    }

    @Test
    void a_forged_truncated_or_foreign_token_is_refused() {
        String token = continuations.token(LISTING, "unit-7");
        for (int length = 0; length < token.length(); length++) {
            assertRefused(LISTING, token.substring(0, length));
        }
        for (int at = 0; at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            assertRefused(LISTING, token.substring(0, at) + other + token.substring(at + 1));
        }
        assertRefused(LISTING, token + "A");
        assertRefused(LISTING, token + "\n");
        assertRefused(LISTING, token.replace(".k1.", ".k2."));
        assertRefused(LISTING, token.replace(".k1.", ".k'/1."));
        assertRefused(LISTING, "5");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void garbage_of_up_to_4_kb_is_refused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < Effort.inputs(2_000); i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v1.k1." : "");
            boolean plain = random.nextBoolean();
            random.ints(random.nextInt(4_090), plain ? 'A' : 0, plain ? '[' : 0x10000)
                    .forEach(c -> text.append((char) c));
            assertRefused(LISTING, text.toString());
        }
    }

    @Test
    void storage_that_does_not_answer_stays_unavailable() {
        Problem down = Problem.unavailable("Table Storage does not answer", new IllegalStateException("timeout"));
        String token = continuations.token(LISTING, "unit-7");
        DataKeys unreachable = new FixedDataKey() {
            @Override
            public DataKey byId(String id) {
                throw down;
            }
        };
        assertSame(down, assertThrows(Problem.class, () -> over(unreachable).position(LISTING, token)));
    }

    private void assertRefused(Listing listing, String token) {
        Problem problem = assertThrows(Problem.class, () -> continuations.position(listing, token), token);
        assertEquals(ProblemKind.INVALID_ARGUMENT, problem.kind());
        assertEquals("x-ms-continuation is not a token of this query", problem.message());
    }
}
