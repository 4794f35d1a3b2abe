package io.muster.fleet.plan;

import java.util.List;

/** A description that cannot be brought about as things are; nothing was done. The message is for its author. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
