package io.muster.app.settings;

import io.muster.app.settings.Settings.Keeping;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** The settings about what is kept: data keys. Durations in ISO 8601's form; short ones are for trying out, in local mode. */
final class KeepingSettings {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    private KeepingSettings() {}

    static Keeping read(Faults env, boolean local) {
        Duration day = Duration.ofDays(1);
        Duration hour = Duration.ofHours(1);
        Duration age = env.optional(
                        "MUSTER_DATA_KEY_AGE", text -> duration(text, local ? Duration.ofSeconds(1) : day, TEN_YEARS))
                .orElse(Duration.ofDays(90));
        Duration grace = env.optional(
                        "MUSTER_DATA_KEY_GRACE", text -> duration(text, local ? Duration.ZERO : hour, MONTH))
                .orElse(day);
        if (!local && age.compareTo(grace.multipliedBy(3)) < 0) {
            // The walk that retires a key begins when the grace is over, and a new key would begin it again.
            env.add("MUSTER_DATA_KEY_AGE", "must be three times MUSTER_DATA_KEY_GRACE at least");
        }
        return new Keeping(
                age,
                grace,
                env.optional(
                                "MUSTER_WITHOUT_VAULT",
                                text -> duration(text, local ? Duration.ofSeconds(1) : hour, MONTH))
                        .orElse(day));
    }

    private static Duration duration(String text, Duration least, Duration most) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Falls through: what the value must be says it all.
        }
        throw new IllegalArgumentException("must be a duration such as P1D or PT12H, from " + least + " to " + most);
    }
}
