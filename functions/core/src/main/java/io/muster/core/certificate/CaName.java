package io.muster.core.certificate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an uploaded CA certificate: 1 to 64 letters, digits, {@code - . _} (9.1); compares without case. */
public record CaName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public CaName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 letters, digits, '-', '.' or '_'");
        }
    }

    /** Empty when no CA can have such a name. */
    public static Optional<CaName> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CaName(text)) : Optional.empty();
    }

    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaName name && folded().equals(name.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }
}
