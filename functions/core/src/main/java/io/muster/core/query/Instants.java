package io.muster.core.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as people write them: with an offset, or a bare date for its first moment in UTC. */
final class Instants {
    private static final int DATE_LENGTH = "2026-01-31".length();

    private Instants() {}

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
