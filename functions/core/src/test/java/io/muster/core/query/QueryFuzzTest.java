package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.Effort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Issue 3, bad input: whatever the text, it is a query or a QueryFault")
class QueryFuzzTest {
    private static final int TRIES = Effort.inputs(5_000);
    private static final List<String> WORDS = List.of(
            "SELECT",
            "*",
            "FROM",
            "enrollments",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            "=",
            "!=",
            "<",
            "'a'",
            "`b`",
            "'",
            "\"",
            "1",
            "-2.5e3",
            "true",
            "registrationId",
            "deviceId",
            "attestation",
            "initialTwin.tags.x",
            "capabilities.iotEdge",
            "STARTSWITH",
            "IS_DEFINED",
            "ORDER",
            "BY",
            "GROUP",
            "--",
            "\u0000");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void noise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertQueryOrFault(new String(noise, StandardCharsets.ISO_8859_1));
            assertQueryOrFault("* where " + new String(noise, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void words_in_any_order(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "select * where " : "");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            assertQueryOrFault(text.toString());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void damaged_queries(long seed) {
        Random random = new Random(seed);
        RandomQueries made = new RandomQueries(random);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder text = new StringBuilder("SELECT * FROM enrollments WHERE " + made.condition(3));
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x250));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                }
            }
            assertQueryOrFault(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1 --",
                "SELECT * FROM enrollments WHERE registrationId = '' OR 1=1 --'",
                "SELECT * FROM enrollments WHERE registrationId = 'a' OR ''=''",
                "SELECT * FROM enrollments; DROP TABLE enrollments",
                "SELECT * FROM enrollments WHERE PartitionKey ne ''",
                "SELECT * FROM enrollments WHERE registrationId eq 'a'",
                "SELECT * FROM enrollments WHERE attestation.symmetricKey.primaryKey = 'a'",
                "SELECT attestation.symmetricKey.primaryKey",
                "SELECT * FROM enrollments UNION SELECT * FROM enrollmentGroups",
                "SELECT * FROM (SELECT * FROM enrollments)",
                "SELECT * FROM enrollments /* all */",
                "${jndi:ldap://127.0.0.1/a}",
                "{\"query\": \"*\"}"
            })
    void injection_attempts_are_refused(String text) {
        assertThrows(QueryFault.class, () -> Query.parse(text, Source.ENROLLMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "NOT ", "'", "''", "a.", "-", "1", "* ", "\uD800", "deviceId='a' AND (", "\t"})
    void a_piece_repeated_ten_thousand_times_is_refused_at_once(String piece) {
        assertThrows(QueryFault.class, () -> Query.parse("* where " + piece.repeat(10_000), Source.ENROLLMENTS));
        int fits = (Query.LONGEST - 8) / piece.length();
        assertThrows(QueryFault.class, () -> Query.parse("* where " + piece.repeat(fits), Source.ENROLLMENTS));
    }

    private static void assertQueryOrFault(String text) {
        Query query;
        try {
            query = Query.parse(text, Source.ENROLLMENTS);
        } catch (QueryFault fault) {
            assertTrue(fault.position() >= 1 && fault.position() <= text.length() + 1, text);
            return;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(text, e);
        }
        query.accepts(Rows.of("registrationId", "a"));
        assertTrue(query.canonical().startsWith("SELECT "), text);
    }
}
