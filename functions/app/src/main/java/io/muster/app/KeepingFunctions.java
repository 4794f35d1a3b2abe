package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.muster.core.backup.Backups;
import io.muster.core.encryption.KeyCare;
import io.muster.core.telemetry.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** What is done by the clock. The platform runs each on one instance at a time; nothing here relies on it. */
public final class KeepingFunctions {
    private static final System.Logger LOG = System.getLogger(KeepingFunctions.class.getName());
    /** Well before the next one begins. */
    private static final Duration A_RUN = Duration.ofMinutes(4);

    private final KeyCare keys;
    private final Optional<Backups> backups;
    private final Metrics metrics;

    /** @param backups empty: none are taken */
    KeepingFunctions(KeyCare keys, Optional<Backups> backups, Metrics metrics) {
        this.keys = keys;
        this.backups = backups;
        this.metrics = metrics;
    }

    /** Throws when vault or storage fail, so that the failure shows; the next run does what was left. */
    @FunctionName("KeyCare")
    public void keyCare(
            @TimerTrigger(name = "timer", schedule = "0 */10 * * * *") String timer, ExecutionContext context) {
        KeyCare.Report report = keys.run(A_RUN);
        if (!report.idle()) {
            LOG.log(Level.INFO, "data keys: {0}", report);
        }
    }

    /**
     * Throws when vault, tables or blobs fail; an hour later it is tried again, and the alert {@code backup-late} tells when that has
     * failed as well.
     */
    @FunctionName("Backup")
    public void backup(@TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer, ExecutionContext context) {
        if (backups.isPresent()) {
            Backups.Report taken = backups.get().take(rows -> LOG.log(Level.INFO, "backup: {0} rows so far", rows));
            metrics.backup();
            LOG.log(
                    Level.INFO,
                    "backup {0} taken: {1} rows, sha256 {2}",
                    taken.name().text(),
                    taken.rows(),
                    taken.sha256());
            LOG.log(Level.INFO, "{0} old backups deleted", backups.get().prune());
        }
    }
}
