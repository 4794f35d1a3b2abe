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
            List<Page<String>> pages = pages(search(all, id -> true, false), limit);

            assertEquals(all, items(pages), "pages of " + limit);
            assertEquals((24 + limit) / limit, pages.size(), "pages of " + limit);
        }
    }

    @Test
    void nothingAtAllIsOnePage() {
        assertEquals(
                new Page<>(List.of(), Optional.empty()),
                search(List.of(), id -> true, false).page("", END, 5));
    }

    @Test
    @DisplayName(
            "A full page of the largest size is the last when nothing follows, though storage cannot be asked for more")
    void largestPage() {
        assertEquals(
                Optional.empty(),
                search(ids(1000), id -> true, false).page("", END, 1000).next());
        assertEquals(
                Optional.of(ids(1001).get(1000)),
                search(ids(1001), id -> true, false).page("", END, 1000).next());
    }

    @Test
    @DisplayName("A page costs itself and a look at what follows")
    void lookAhead() {
        Page<String> first = search(ids(100), id -> true, false).page("", END, 10);

        assertEquals(List.of(11), read);
        assertEquals(ids(100).subList(0, 10), first.items());
        assertEquals(Optional.of(ids(100).get(10)), first.next());
    }

    @Test
    @DisplayName("Where many are passed over, a page goes on in steps that do not shrink to one")
    void passedOver() {
        List<String> all = ids(200);
        Search<String, String> search = search(all, id -> id.compareTo(all.get(9)) < 0, false);

        assertEquals(new Page<>(all.subList(0, 9), Optional.empty()), search.page("", END, 9));
        assertEquals(List.of(10, 32, 32, 32, 32, 32, 32), read);
    }

    @Test
    void aSelectiveSearchReadsFarAheadAndLosesNothing() {
        List<String> all = ids(3000);
        Predicate<String> wanted = id -> id.endsWith("7");
        List<Page<String>> pages = pages(search(all, wanted, true), 7);

        assertEquals(all.stream().filter(wanted).toList(), items(pages));
        assertTrue(pages.stream().limit(42).allMatch(page -> page.items().size() == 7));
        assertTrue(read.stream().allMatch(size -> size == 500), read.toString());
    }

    @Test
    void theLastMatchIsOnTheLastPage() {
        List<String> all = ids(2000);

        Page<String> page = search(all, id -> id.equals(all.get(3)), true).page("", END, 1);

        assertEquals(new Page<>(List.of(all.get(3)), Optional.empty()), page);
    }

    @Test
    @DisplayName("After ten seconds a page is answered as it is, with the place to go on from")
    void budget() {
        List<String> all = ids(3000);
        pace = Duration.ofSeconds(4);
        Search<String, String> search = search(all, id -> id.equals(all.get(2999)), true);

        Page<String> first = search.page("", END, 5);

        assertEquals(List.of(), first.items());
        assertEquals(3, read.size());
        assertEquals(Optional.of(Listing.after(all.get(1499))), first.next());
        Page<String> second = search.page(first.next().orElseThrow(), END, 5);
        assertEquals(List.of(all.get(2999)), items(pages(search, 5)));
        assertEquals(List.of(all.get(2999)), second.items());
    }

    @Test
    void countingHasNoLimit() {
        Page<String> page = search(ids(2500), id -> true, false).page("", END, Integer.MAX_VALUE);

        assertEquals(2500, page.items().size());
        assertEquals(Optional.empty(), page.next());
    }

    @Test
    void aRangeIsKeptTo() {
        List<String> all = ids(20);

        assertEquals(
                all.subList(5, 9),
                search(all, id -> true, false).page(all.get(5), all.get(9), 10).items());
    }

    private Search<String, String> search(List<String> all, Predicate<String> wanted, boolean selective) {
        Listing<String> listing = new InMemoryListing<>(() -> all, id -> id);
        return new Search<>(
                (from, to, limit) -> {
                    read.add(limit);
                    clock.advance(pace);
                    return listing.page(from, to, limit);
                },
                id -> id,
                id -> Optional.of(id).filter(wanted),
                selective,
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
