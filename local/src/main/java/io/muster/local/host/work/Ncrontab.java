package io.muster.local.host.work;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A six-field schedule, seconds first, in UTC; both day fields must match where both are given, Sunday is 0. */
final class Ncrontab {
    private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .and()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 6)
            .withMondayDoWValue(1)
            .and()
            .matchDayOfWeekAndDayOfMonth()
            .instance();

    private final ExecutionTime times;

    private Ncrontab(ExecutionTime times) {
        this.times = times;
    }

    /** {@link IllegalArgumentException} for anything but six valid fields. */
    static Ncrontab parse(String expression) {
        return new Ncrontab(ExecutionTime.forCron(new CronParser(DEFINITION).parse(expression)));
    }

    /** The first time after this one; empty for a schedule that never comes, such as 30 February. */
    Optional<Instant> after(Instant instant) {
        return times.nextExecution(instant.atZone(ZoneOffset.UTC)).map(next -> next.toInstant());
    }
}
