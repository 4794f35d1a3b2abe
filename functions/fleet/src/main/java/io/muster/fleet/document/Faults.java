package io.muster.fleet.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with a description, so that it is told at once. */
final class Faults {
    private static final int MOST = 50;

    private final List<Fault> faults = new ArrayList<>();

    void add(Place place, String path, String message) {
        faults.add(new Fault(place, path, message));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the file; the first ones, where there are very many. */
    void throwIfAny() throws FaultyDescriptionException {
        if (!faults.isEmpty()) {
            throw new FaultyDescriptionException(faults.stream()
                    .sorted(Comparator.comparing((Fault fault) -> fault.place().line())
                            .thenComparing(fault -> fault.place().column()))
                    .limit(MOST)
                    .toList());
        }
    }
}
