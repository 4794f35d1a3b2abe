package io.muster.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What holds for every query")
class QueryPropertyTest {
    private static final int QUERIES = 1_000;
    private static final int ROWS = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void no_row_outside_the_ids_is_accepted_and_many_are_left_out(long seed) {
        RandomQueries made = new RandomQueries(new Random(seed));
        int accepted = 0;
        int leftOut = 0;
        for (int i = 0; i < QUERIES; i++) {
            String condition = made.condition(3);
            Query query = Rows.parsed("* where " + condition, Source.ENROLLMENTS);
            KeyRange ids = query.ids();
            assertTrue((ids.from() + ids.toExclusive()).matches("[a-z0-9._:{-]*"), () -> condition + ": " + ids);
            for (Row row : Stream.generate(made::row).limit(ROWS).toList()) {
                boolean read = ids.contains(id(row));
                accepted += query.accepts(row) ? 1 : 0;
                leftOut += read ? 0 : 1;
                assertTrue(read || !query.accepts(row), () -> condition + " accepts " + id(row) + " outside " + ids);
            }
        }
        // Else nothing was shown.
        assertTrue(accepted > QUERIES && leftOut > QUERIES, accepted + " accepted, " + leftOut + " left out");
    }

    private static String id(Row row) {
        return ((Value.Text) row.values("registrationId").get(0)).text().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void the_canonical_text_is_a_query_that_means_the_same(long seed) {
        RandomQueries made = new RandomQueries(new Random(seed));
        for (int i = 0; i < QUERIES; i++) {
            Query query = Rows.parsed("* where " + made.condition(3), Source.ENROLLMENTS);
            Query again = Rows.parsed(query.canonical(), Source.ENROLLMENTS);
            assertEquals(query.canonical(), again.canonical());
            assertEquals(query.ids(), again.ids());
            List<Row> rows = Stream.generate(made::row).limit(ROWS).toList();
            assertEquals(
                    rows.stream().filter(query::accepts).toList(),
                    rows.stream().filter(again::accepts).toList(),
                    query.canonical());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void not_accepts_exactly_what_is_not_accepted(long seed) {
        RandomQueries made = new RandomQueries(new Random(seed));
        for (int i = 0; i < QUERIES; i++) {
            String condition = made.condition(2);
            Row row = made.row();
            assertEquals(!Rows.accepts(condition, row), Rows.accepts("NOT (" + condition + ")", row), condition);
        }
    }
}
