package io.muster.core.listing;

import java.util.List;
import java.util.Optional;

/**
 * Some things in order of their folded ids.
 *
 * @param next where the next page begins; empty when there is no more. A page may hold nothing and yet have a next one
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
