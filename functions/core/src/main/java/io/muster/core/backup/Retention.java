package io.muster.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which backups are kept: all of the last two days, the first of each day (UTC) before, and the newest whatever its age.
 *
 * @param days how many of those days
 */
public record Retention(int days) {
    private static final Duration ALL = Duration.ofDays(2);

    /** @param names oldest first */
    public List<BackupName> superfluous(List<BackupName> names, Instant now) {
        List<BackupName> superfluous = new ArrayList<>();
        LocalDate kept = LocalDate.MIN;
        for (BackupName name : names.subList(0, Math.max(0, names.size() - 1))) {
            Duration age = Duration.between(name.taken(), now);
            LocalDate day = LocalDate.ofInstant(name.taken(), ZoneOffset.UTC);
            boolean firstOfDay = !day.equals(kept) && age.compareTo(Duration.ofDays(days)) < 0;
            if (age.compareTo(ALL) >= 0 && !firstOfDay) {
                superfluous.add(name);
            } else {
                kept = day;
            }
        }
        return superfluous;
    }
}
