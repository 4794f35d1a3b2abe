package io.muster.core.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks through a listing for what is wanted, as far as one call may: a page may come back short, or empty, with the place to
 * go on from.
 *
 * @param idOf an item's folded id
 * @param wanted what an item is answered with; empty when it is not wanted
 */
public record Search<T, R>(
        Listing<T> listing, Function<T, String> idOf, Function<T, Optional<R>> wanted, InstantSource clock) {
    public static final int MAX_PAGE = 1000;

    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** @param limit how many at most */
    public Page<R> page(String from, String to, int limit) {
        Instant until = clock.instant().plus(BUDGET);
        List<R> found = new ArrayList<>();
        Optional<String> next = Optional.of(from);
        // One more than is wanted tells whether this page is the last.
        int chunk = (int) Math.min(MAX_PAGE, limit + 1L);
        do {
            Page<T> page = listing.page(next.orElseThrow(), to, chunk);
            next = page.next();
            for (T item : page.items()) {
                Optional<R> answer = wanted.apply(item);
                if (answer.isPresent() && found.size() == limit) {
                    return new Page<>(found, Optional.of(idOf.apply(item)));
                }
                answer.ifPresent(found::add);
            }
            // Much was passed over: ever more at once, until what is wanted comes up.
            chunk = Math.min(MAX_PAGE, 2 * chunk);
        } while (next.isPresent() && found.size() < limit && clock.instant().isBefore(until));
        return new Page<>(found, next);
    }
}
