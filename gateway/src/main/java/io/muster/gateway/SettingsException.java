package io.muster.gateway;

import java.util.List;

/** Everything that is wrong with the settings, found in one go; no fault shows a secret. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
