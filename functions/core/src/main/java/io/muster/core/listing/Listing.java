package io.muster.core.listing;

/** Port: things in order of their folded ids. What is there all the while is listed once; nothing costs more than its page. */
@FunctionalInterface
public interface Listing<T> {
    /** Less than any character an id may hold, and fit for a storage key. */
    String LEAST = "!";

    /**
     * The first things from {@code from} on, {@code to} not included.
     *
     * @param limit how many at most, 1 to 1000
     */
    Page<T> page(String from, String to, int limit);

    /** Where a page begins that is to follow {@code foldedId}: no id lies between the two. */
    static String after(String foldedId) {
        return foldedId + LEAST;
    }
}
