package io.muster.app;

import static io.muster.app.Answers.each;
import static io.muster.app.Answers.ok;
import static io.muster.app.Answers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.app.http.Response;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rule 6.10, clients 32: listings in pages")
class PagingApiTest {
    private static final int THERE = 7;
    private static final String SIZE = "x-ms-max-item-count";
    private static final String TOKEN = "x-ms-continuation";
    private static final String ENROLLMENTS = "/enrollments/query";

    private final TestApp app = new TestApp();

    @BeforeEach
    void sevenOfEach() {
        for (int i = 0; i < THERE; i++) {
            app.individuals().put(TestData.individual("d-" + i, TermsBuilder.terms()));
            app.groups().put(TestData.group("d-" + i, TermsBuilder.terms()));
            Response unused = app.register(FakeDevice.member("m-" + i, TestData.key("d-0/1")));
        }
    }

    private Response page(String path, String body, int size, Optional<String> token) {
        String target = path + TestApp.SERVICE_VERSION;
        return token.isPresent()
                ? app.manage("POST", target, body, SIZE, "" + size, TOKEN, token.get())
                : app.manage("POST", target, body, SIZE, "" + size);
    }

    private Response page(String path, String body, int size) {
        return page(path, body, size, Optional.empty());
    }

    private static Optional<String> token(Response response) {
        return Optional.ofNullable(response.headers().get(TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "/enrollments/query, registrationId, d",
        "/enrollmentGroups/query, enrollmentGroupId, d",
        "/registrations/d-0/query, registrationId, m"
    })
    void pages_of_any_size_join_to_the_whole_and_the_last_has_no_token(String path, String id, String prefix) {
        List<String> expected =
                IntStream.range(0, THERE).mapToObj(i -> prefix + "-" + i).toList();
        for (int size = 1; size <= THERE + 1; size++) {
            List<String> found = new ArrayList<>();
            int pages = 0;
            Optional<String> token = Optional.empty();
            do {
                Response response = page(path, "{\"query\":\"*\"}", size, token);
                List<String> ids = each(ok(response), id);
                token = token(response);
                assertEquals("" + size, response.headers().get(SIZE));
                assertTrue(ids.size() == size || token.isEmpty(), "a page in between is full");
                found.addAll(ids);
                pages++;
            } while (token.isPresent());
            assertEquals(expected, found);
            assertEquals((THERE + size - 1) / size, pages, "no page is empty");
        }
    }

    @Test
    void pages_of_a_condition_join_to_what_it_chooses() {
        String body = "{\"query\":\"SELECT registrationId WHERE registrationId != 'd-3' AND registrationId >= 'd-1'\"}";
        List<String> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Response response = page(ENROLLMENTS, body, 2, token);
            found.addAll(each(ok(response), "registrationId"));
            token = token(response);
        } while (token.isPresent());

        assertEquals(List.of("d-1", "d-2", "d-4", "d-5", "d-6"), found);
    }

    @Test
    void what_stays_is_listed_once_while_others_come_and_go() {
        Response first = page(ENROLLMENTS, "{\"query\":\"*\"}", 3);
        assertEquals(
                204,
                app.manage("DELETE", "/enrollments/d-3" + TestApp.SERVICE_VERSION, "")
                        .status());
        app.individuals().put(TestData.individual("d-2a", TermsBuilder.terms()));
        app.individuals().put(TestData.individual("a", TermsBuilder.terms()));

        Response rest = page(ENROLLMENTS, "{\"query\":\"*\"}", 9, token(first));

        List<String> ids = new ArrayList<>(each(ok(rest), "registrationId"));
        ids.remove("d-2a");
        assertEquals(List.of("d-4", "d-5", "d-6"), ids);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100",
        "'', 400",
        "' 5 ', 5",
        "1000, 1000",
        "1001, 1000",
        "2147483648, 1000",
        "9223372036854775807, 1000"
    })
    void a_size_is_a_whole_number_of_which_as_many_are_served_as_we_can(String asked, int served) {
        Response response = app.manage("POST", ENROLLMENTS + TestApp.SERVICE_VERSION, "{\"query\":\"*\"}", SIZE, asked);

        if (served == 400) {
            refused(400004, response);
        } else {
            assertEquals(200, response.status());
            assertEquals("" + served, response.headers().get(SIZE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "ten", "0x10", "1e2", "1,1", "9223372036854775808", "-9223372036854775809"})
    void another_size_is_400_and_not_echoed(String asked) {
        for (String path : List.of(ENROLLMENTS, "/enrollmentGroups/query", "/registrations/d-0/query")) {
            String message = refused(
                    400004, app.manage("POST", path + TestApp.SERVICE_VERSION, "{\"query\":\"*\"}", SIZE, asked));
            assertEquals(SIZE + " must be a whole number, 0 or more", message);
        }
        refused(400004, app.manage("GET", "/muster/export", "", SIZE, asked));
    }

    @Test
    void a_token_is_of_one_listing_and_one_query_only() {
        String all = "{\"query\":\"*\"}";
        String token = token(page(ENROLLMENTS, all, 1)).orElseThrow();

        assertEquals(
                200,
                page(ENROLLMENTS, "{\"query\":\"select  * from ENROLLMENTS\"}", 3, Optional.of(token))
                        .status());
        for (String other : List.of(
                "{\"query\":\"SELECT registrationId\"}",
                "{\"query\":\"SELECT * WHERE provisioningStatus = 'enabled'\"}")) {
            refused(400004, page(ENROLLMENTS, other, 1, Optional.of(token)));
        }
        refused(400004, page("/enrollmentGroups/query", all, 1, Optional.of(token)));
        refused(400004, page("/registrations/d-0/query", all, 1, Optional.of(token)));
        String ofGroup = token(page("/registrations/d-0/query", "", 1)).orElseThrow();
        refused(400004, page("/registrations/d-1/query", "", 1, Optional.of(ofGroup)));
        refused(400004, app.manage("GET", "/muster/export", "", TOKEN, token));
        refused(400004, app.manage("POST", "/muster/mend", "", TOKEN, token));
    }

    @Test
    void a_token_forged_or_cut_short_is_400_and_not_echoed() {
        String token = token(page(ENROLLMENTS, "{\"query\":\"*\"}", 1)).orElseThrow();
        for (int i = 0; i < token.length(); i++) {
            String shorter = token.substring(0, i);
            String flipped = shorter + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            for (String forged : List.of(shorter, flipped, token + "A")) {
                if (!forged.isEmpty() && !sameBits(forged, token)) {
                    String message = refused(400004, page(ENROLLMENTS, "{\"query\":\"*\"}", 1, Optional.of(forged)));
                    assertEquals("x-ms-continuation is not a token of this query", message);
                }
            }
        }
        for (String forged : List.of("d-3", "null", "v1.a.b", "{}", "x".repeat(20_000), "\u00e9", "v1..")) {
            refused(400004, page(ENROLLMENTS, "{\"query\":\"*\"}", 1, Optional.of(forged)));
        }
        // Absent and blank are the first page: clients send what they have.
        assertEquals(
                "d-0",
                ok(page(ENROLLMENTS, "{\"query\":\"*\"}", 1, Optional.of(" ")))
                        .get(0)
                        .path("registrationId")
                        .textValue());
    }

    /** The last character of Base64 may hold bits that decode to nothing. */
    private static boolean sameBits(String forged, String token) {
        return forged.length() == token.length()
                && forged.regionMatches(0, token, 0, token.length() - 1)
                && token.length() % 4 != 1;
    }

    @Test
    void a_token_is_plain_text_that_tells_nothing() {
        String token = token(page(ENROLLMENTS, "{\"query\":\"*\"}", 1)).orElseThrow();

        assertTrue(token.matches("[A-Za-z0-9._-]+"), token);
        assertFalse(token.contains("d-1"), token);
    }
}
