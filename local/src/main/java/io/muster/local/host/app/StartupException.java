package io.muster.local.host.app;

import java.util.List;

/** The function app cannot start; the message lists every problem found, one a line. */
public final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    public StartupException(List<String> problems) {
        super("The function app cannot start:\n - " + String.join("\n - ", problems));
    }

    public StartupException(String problem) {
        this(List.of(problem));
    }
}
