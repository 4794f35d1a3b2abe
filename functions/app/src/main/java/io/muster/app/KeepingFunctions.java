package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.muster.core.encryption.KeyCare;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What is done by the clock. The platform runs each on one instance at a time; nothing here relies on it. */
public final class KeepingFunctions {
    private static final System.Logger LOG = System.getLogger(KeepingFunctions.class.getName());
    /** The platform ends a function after five minutes (host.json). */
    private static final Duration A_RUN = Duration.ofMinutes(4);

    private final KeyCare keys;

    KeepingFunctions(KeyCare keys) {
        this.keys = keys;
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
}
