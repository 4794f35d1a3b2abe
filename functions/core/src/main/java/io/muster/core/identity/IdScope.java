package io.muster.core.identity;

import java.util.regex.Pattern;

/** The id scope that names one provisioning service: 4 to 32 letters and digits, equal without regard to case (1.3). */
public record IdScope(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9]{4,32}");

    public IdScope {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("idScope must have 4 to 32 letters and digits");
        }
    }

    /** Whether a client's text names this scope. */
    public boolean matches(String presented) {
        return text.equalsIgnoreCase(presented);
    }
}
