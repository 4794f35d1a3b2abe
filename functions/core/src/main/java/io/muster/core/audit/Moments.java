package io.muster.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as entries hold them: UTC to the microsecond, in texts that sort as they do. */
public final class Moments {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Moments() {}

    public static String text(Instant at) {
        return FORM.format(at);
    }

    /** Throws IllegalArgumentException. */
    public static Instant parse(String text) {
        try {
            return FORM.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time to the microsecond", e);
        }
    }

    /** The present, but later than {@code last} even where the clock was set back. */
    static Instant after(Instant last, Instant now) {
        Instant present = now.truncatedTo(ChronoUnit.MICROS);
        return present.isAfter(last) ? present : last.plus(1, ChronoUnit.MICROS);
    }
}
