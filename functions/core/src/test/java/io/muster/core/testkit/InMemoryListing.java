package io.muster.core.testkit;

import io.muster.core.listing.Listing;
import io.muster.core.listing.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A listing of whatever is there at the moment. */
public record InMemoryListing<T>(Supplier<? extends Collection<T>> things, Function<T, String> idOf)
        implements Listing<T> {
    @Override
    public Page<T> page(String from, String to, int limit) {
        List<T> found = things.get().stream()
                .filter(it ->
                        idOf.apply(it).compareTo(from) >= 0 && idOf.apply(it).compareTo(to) < 0)
                .sorted(Comparator.comparing(idOf))
                .limit(limit)
                .toList();
        return new Page<>(
                found,
                found.size() < limit
                        ? Optional.empty()
                        : Optional.of(Listing.after(idOf.apply(found.get(found.size() - 1)))));
    }
}
