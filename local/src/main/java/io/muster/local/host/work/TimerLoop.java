package io.muster.local.host.work;

import io.muster.local.host.app.AppSettings;
import io.muster.local.host.app.FunctionDefinition;
import io.muster.local.host.app.StartupException;
import io.muster.local.host.app.Trigger;
import io.muster.local.host.invoke.FunctionFailure;
import io.muster.local.host.invoke.InFlight;
import io.muster.local.host.invoke.Invoker;
import io.muster.local.host.invoke.TriggerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one timer function by its schedule, never twice at once; times that pass while it runs are skipped. */
public final class TimerLoop implements Work {
    private static final Logger LOG = Logger.getLogger(TimerLoop.class.getName());

    private final FunctionDefinition function;
    private final Ncrontab schedule;
    private final Invoker invoker;
    private final InFlight inFlight;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object running = new Object();
    private Optional<Instant> last = Optional.empty();

    public TimerLoop(
            FunctionDefinition function,
            Trigger.Timer trigger,
            AppSettings settings,
            Invoker invoker,
            InFlight inFlight,
            Clock clock)
            throws StartupException {
        this.function = function;
        this.schedule = parse(function, settings.expand(trigger.schedule()));
        this.invoker = invoker;
        this.inFlight = inFlight;
        this.clock = clock;
        this.thread = new Thread(this::loop, "timer-" + function.name());
    }

    private static Ncrontab parse(FunctionDefinition function, String expression) throws StartupException {
        try {
            return Ncrontab.parse(expression);
        } catch (IllegalArgumentException e) {
            throw new StartupException("function " + function.name() + ": schedule '" + expression
                    + "' is not a six-field NCRONTAB expression: " + e.getMessage());
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void pause() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
    }

    private void loop() {
        try {
            Optional<Instant> due = schedule.after(clock.instant());
            while (due.isPresent() && comes(due.get())) {
                run(due.get());
                // A wait may end a little before its time; counting on from the due time keeps one time from firing
                // twice.
                Instant now = clock.instant();
                due = schedule.after(now.isAfter(due.get()) ? now : due.get());
            }
        } catch (InterruptedException e) {
            LOG.log(Level.FINE, "timer of " + function.name() + " stopped", e);
        }
    }

    /** Waits for the time; false when the host stops first. */
    private boolean comes(Instant due) throws InterruptedException {
        long nanos = Duration.between(clock.instant(), due).toNanos();
        return !stopped.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void run(Instant due) {
        try {
            boolean unused = invoke(due);
        } catch (FunctionFailure e) {
            LOG.log(Level.SEVERE, e.getMessage(), e.getCause());
        }
    }

    /**
     * Runs the function once out of its schedule, after the run that may be under way; false when the host stops. Throws
     * IllegalStateException when the function fails.
     */
    public boolean runNow() {
        try {
            return invoke(clock.instant());
        } catch (FunctionFailure e) {
            throw new IllegalStateException(e.getMessage(), e.getCause());
        }
    }

    private boolean invoke(Instant due) throws FunctionFailure {
        synchronized (running) {
            if (!inFlight.begin()) {
                return false;
            }
            try {
                String state = TimerState.json(last, schedule.after(due));
                last = Optional.of(due);
                invoker.invoke(function, TriggerEvent.ofText(state, Map.of()));
                return true;
            } finally {
                inFlight.end();
            }
        }
    }
}
