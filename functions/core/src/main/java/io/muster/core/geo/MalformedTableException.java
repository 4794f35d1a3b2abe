package io.muster.core.geo;

import java.io.IOException;

/** A table that is cut short, altered or of another form. */
final class MalformedTableException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedTableException(String why) {
        super("The table of addresses cannot be read: " + why);
    }
}
