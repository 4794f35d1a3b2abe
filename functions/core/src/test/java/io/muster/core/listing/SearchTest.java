package io.muster.core.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.testkit.InMemoryListing;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Looking through a listing for what is wanted")
class SearchTest {
    private static final String END = "{";

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final List<Integer> read = new ArrayList<>();
    private Duration pace = Duration.ZERO;

    @Test
    @DisplayName("Pages of any size hold everything once in order, and the last one tells that it is")
    void pages() {
        List<String> all = ids(25);
        for (int limit : List.of(1, 2, 24, 25, 26, 1000)) {
            List<Page<String>> pages = pages(search(all, id -> true), limit);

            assertEquals(all, items(pages), "pages of " + limit);
            assertEquals((24 + limit) / limit, pages.size(), "pages of " + limit);
        }
    }

    @Test
    void nothingAtAllIsOnePage() {
        assertEquals(
                new Page<>(List.of(), Optional.empty()),
                search(List.of(), id -> true).page("", END, 5));
    }

    @Test
    @DisplayName("Beyond a page of the largest size nobody looks: an empty last one may follow, nothing is lost")
    void largestPage() {
        for (int count : List.of(999, 1000, 1001, 2000)) {
            List<Page<String>> pages = pages(search(ids(count), id -> true), 1000);

            assertEquals(ids(count), items(pages), "of " + count);
            assertEquals(count / 1000 + 1, pages.size(), "of " + count);
        }
    }

    @Test
    @DisplayName("A page costs itself and a look at what follows")
    void lookAhead() {
        Page<String> first = search(ids(100), id -> true).page("", END, 10);

        assertEquals(List.of(11), read);
        assertEquals(ids(100).subList(0, 10), first.items());
        assertEquals(Optional.of(ids(100).get(10)), first.next());
    }

    @Test
    @DisplayName("Where much is passed over, ever more is read at once")
    void passedOver() {
        List<String> all = ids(200);
        Search<String, String> search = search(all, id -> id.compareTo(all.get(9)) < 0);

        assertEquals(new Page<>(all.subList(0, 9), Optional.empty()), search.page("", END, 9 + 1));
        assertEquals(List.of(11, 22, 44, 88, 176), read);
    }

    @Test
    void neverMoreIsReadAtOnceThanStorageGives() {
        pages(search(ids(5000), id -> false), 600);

        assertEquals(List.of(601, 1000, 1000, 1000, 1000, 1000), read);
    }

    @Test
    void pagesOfWhatIsRareAreFullAndLoseNothing() {
        List<String> all = ids(3000);
        Predicate<String> wanted = id -> id.endsWith("7");
        List<Page<String>> pages = pages(search(all, wanted), 7);

        assertEquals(all.stream().filter(wanted).toList(), items(pages));
        assertTrue(pages.stream().limit(42).allMatch(page -> page.items().size() == 7));
    }

    @Test
    void aPageThatIsFullIsAnsweredAtOnce() {
        List<String> all = ids(2000);
        Search<String, String> search = search(all, id -> id.equals(all.get(3)));

        Page<String> page = search.page("", END, 1);

        assertEquals(new Page<>(List.of(all.get(3)), Optional.of(Listing.after(all.get(5)))), page);
        assertEquals(List.of(2, 4), read);
        assertEquals(List.of(all.get(3)), items(pages(search, 1)));
    }

    @Test
    @DisplayName("After ten seconds a page is answered as it is, with the place to go on from")
    void budget() {
        List<String> all = ids(1000);
        pace = Duration.ofSeconds(4);
        Search<String, String> search = search(all, id -> id.equals(all.get(999)));

        Page<String> first = search.page("", END, 5);

        assertEquals(new Page<>(List.of(), Optional.of(Listing.after(all.get(6 + 12 + 24 - 1)))), first);
        assertEquals(List.of(all.get(999)), items(pages(search, 5)));
    }

    @Test
    void countingHasNoLimit() {
        Page<String> page = search(ids(2500), id -> true).page("", END, Integer.MAX_VALUE);

        assertEquals(2500, page.items().size());
        assertEquals(Optional.empty(), page.next());
    }

    @Test
    void aRangeIsKeptTo() {
        List<String> all = ids(20);

        assertEquals(
                all.subList(5, 9),
                search(all, id -> true).page(all.get(5), all.get(9), 10).items());
    }

    private Search<String, String> search(List<String> all, Predicate<String> wanted) {
        Listing<String> listing = new InMemoryListing<>(() -> all, id -> id);
        return new Search<>(
                (from, to, limit) -> {
                    read.add(limit);
                    clock.advance(pace);
                    return listing.page(from, to, limit);
                },
                id -> id,
                id -> Optional.of(id).filter(wanted),
                clock);
    }

    private static List<Page<String>> pages(Search<String, String> search, int limit) {
        List<Page<String>> pages = new ArrayList<>();
        Optional<String> from = Optional.of("");
        while (from.isPresent()) {
            Page<String> page = search.page(from.get(), END, limit);
            pages.add(page);
            from = page.next();
        }
        return pages;
    }

    private static List<String> items(List<Page<String>> pages) {
        return pages.stream().flatMap(page -> page.items().stream()).toList();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "id-%05d".formatted(i)).toList();
    }
}
