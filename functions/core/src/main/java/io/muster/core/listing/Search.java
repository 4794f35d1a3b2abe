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
 * @param selective whether much may be passed over, so that it pays to read far more than is asked for
 */
public record Search<T, R>(
        Listing<T> listing,
        Function<T, String> idOf,
        Function<T, Optional<R>> wanted,
        boolean selective,
        InstantSource clock) {
    public static final int MAX_PAGE = 1000;

    private static final int CHUNK = 500;
    /** Read at once where the first look was not enough: whatever was passed over may go on. */
    private static final int AGAIN = 32;

    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** @param limit how many at most */
    public Page<R> page(String from, String to, int limit) {
        Instant until = clock.instant().plus(BUDGET);
        List<R> found = new ArrayList<>();
        Optional<String> next = Optional.of(from);
        int least = selective ? CHUNK : 1;
        do {
            // One more than is wanted tells whether this page is the last, if need be after others that are passed
            // over.
            int more = (int) Math.min(MAX_PAGE, limit - (long) found.size() + 1);
            Page<T> page = listing.page(next.orElseThrow(), to, Math.max(more, least));
            least = Math.max(least, AGAIN);
            next = page.next();
            for (T item : page.items()) {
                Optional<R> answer = wanted.apply(item);
                if (answer.isPresent() && found.size() == limit) {
                    return new Page<>(found, Optional.of(idOf.apply(item)));
                }
                answer.ifPresent(found::add);
            }
        } while (next.isPresent() && clock.instant().isBefore(until));
        return new Page<>(found, next);
    }
}
