package io.muster.core.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What several callers did to one thing at the same time and what each was told; asks whether all of it could have happened
 * one after another, each call at some moment between its beginning and its end.
 */
public final class History {
    /** An etag that the caller was not told. */
    public static final String UNTOLD = "?";

    private final List<Event> events = new ArrayList<>();

    /** What a caller wanted of the thing. */
    public enum Verb {
        CREATE,
        /** If there: else 404. */
        UPDATE,
        /** A PUT with a condition, which fails with 412 on nothing. */
        REPLACE,
        DELETE,
        READ
    }

    /** What the caller was told. */
    public enum Told {
        DONE,
        EXISTS,
        ABSENT,
        STALE,
        /** Too many others at once: nothing was done. */
        BUSY
    }

    /**
     * One call.
     *
     * @param from when it began, {@code to} when it had ended, in any unit that only grows
     * @param condition the etag the thing had to have; empty for whatever it has
     * @param etag what it has after it, or had when it was read; {@link #UNTOLD} where a write does not say
     */
    public record Event(long from, long to, Verb verb, Optional<String> condition, Told told, String etag) {}

    public synchronized void add(Event event) {
        events.add(event);
    }

    /** Whether there is an order; the thing is not there in the beginning. */
    public boolean hasOrder() {
        return hasOrder(new boolean[events.size()], Optional.empty(), new HashSet<>());
    }

    public int size() {
        return events.size();
    }

    @Override
    public String toString() {
        return events.stream().map(Event::toString).collect(Collectors.joining("\n"));
    }

    private boolean hasOrder(boolean[] done, Optional<String> present, Set<String> failed) {
        boolean all = true;
        long earliestEnd = Long.MAX_VALUE;
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                all = false;
                earliestEnd = Math.min(earliestEnd, events.get(i).to());
            }
        }
        String here = key(done, present);
        if (all || failed.contains(here)) {
            return all;
        }
        for (int i = 0; i < done.length; i++) {
            // Next may be what began before anything left over had ended.
            if (!done[i] && events.get(i).from() <= earliestEnd) {
                Optional<Optional<String>> after = after(events.get(i), present);
                done[i] = true;
                if (after.isPresent() && hasOrder(done, after.get(), failed)) {
                    return true;
                }
                done[i] = false;
            }
        }
        failed.add(here);
        return false;
    }

    /** The etag after the call, empty when the thing is gone; empty altogether when the caller can not have been told that. */
    private Optional<Optional<String>> after(Event event, Optional<String> present) {
        Optional<Optional<String>> same = Optional.of(present);
        boolean there = present.isPresent();
        boolean fits =
                there && event.condition().map(it -> same(it, present.get())).orElse(true);
        boolean misfits = there
                && event.condition().filter(it -> !it.equals(present.get())).isPresent();
        return switch (event.told()) {
            case BUSY -> same;
            case EXISTS -> there ? same : Optional.empty();
            case ABSENT -> there ? Optional.empty() : same;
            case STALE -> misfits || (!there && event.verb() == Verb.REPLACE) ? same : Optional.empty();
            case DONE ->
                switch (event.verb()) {
                    case CREATE -> there ? Optional.empty() : Optional.of(Optional.of(event.etag()));
                    case UPDATE, REPLACE -> fits ? Optional.of(Optional.of(event.etag())) : Optional.empty();
                    case DELETE -> fits ? Optional.of(Optional.empty()) : Optional.empty();
                    case READ ->
                        there && same(event.etag(), present.get())
                                ? Optional.of(Optional.of(event.etag()))
                                : Optional.empty();
                };
        };
    }

    /** An untold etag may be any that no other write is known to have made. */
    private boolean same(String seen, String present) {
        return seen.equals(present)
                || (present.equals(UNTOLD)
                        && events.stream()
                                .noneMatch(it -> it.verb() != Verb.READ
                                        && it.told() == Told.DONE
                                        && it.etag().equals(seen)));
    }

    private static String key(boolean[] done, Optional<String> present) {
        StringBuilder key = new StringBuilder(done.length + 16);
        for (boolean each : done) {
            key.append(each ? '1' : '0');
        }
        return key.append(present.orElse("-")).toString();
    }
}
