package io.muster.local.host.app;

import java.util.ArrayList;
import java.util.List;

/** Collects start-up problems, so that the user sees all of them at once. */
public final class Problems {
    private final List<String> found = new ArrayList<>();

    public void add(String problem) {
        found.add(problem);
    }

    public void throwIfAny() throws StartupException {
        if (!found.isEmpty()) {
            throw new StartupException(found);
        }
    }
}
