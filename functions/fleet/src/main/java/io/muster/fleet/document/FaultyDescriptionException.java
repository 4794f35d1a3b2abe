package io.muster.fleet.document;

import java.util.List;
import java.util.stream.Collectors;

/** A description that cannot be used, with everything that is wrong with it. */
public final class FaultyDescriptionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public FaultyDescriptionException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
