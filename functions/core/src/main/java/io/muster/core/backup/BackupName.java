package io.muster.core.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * One backup, named after the second its reading began: {@code 2026-01-31T14-00-00Z}. Names sort as their times do.
 *
 * @param taken whole seconds
 */
public record BackupName(Instant taken) implements Comparable<BackupName> {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ssX", Locale.ROOT).withZone(ZoneOffset.UTC);

    public BackupName {
        taken = taken.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Empty for a text that names no backup. */
    public static Optional<BackupName> parse(String text) {
        try {
            BackupName name = new BackupName(FORM.parse(text, Instant::from));
            return name.text().equals(text) ? Optional.of(name) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return FORM.format(taken);
    }

    @Override
    public int compareTo(BackupName other) {
        return taken.compareTo(other.taken);
    }
}
