package io.muster.core.levelling;

import io.muster.core.identity.HubHost;
import io.muster.core.levelling.HubBudgets.Kept;
import io.muster.core.levelling.Levelling.Turn;
import io.muster.core.problem.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** One instance's view of one hub: the shared budget as last seen, and the tickets it has taken and not given out. */
final class HubLine {
    private static final System.Logger LOG = System.getLogger(HubLine.class.getName());
    private static final Duration LOOKED_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int TRIES = 5;
    /** The line moves on faster when the rate rises, so one comes back before the time that is left. */
    private static final double EARLY = 0.9;

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final double FIRST_GUESS = 60;

    private final HubHost hub;
    private final HubBudgets budgets;
    private final InstantSource clock;
    private Optional<Kept> seen = Optional.empty();
    private Instant looked = Instant.MIN;
    private long nextTicket;
    private int tickets;
    private Instant windowStart = Instant.MIN;
    private int written;
    private int writtenBefore;

    HubLine(HubHost hub, HubBudgets budgets, InstantSource clock) {
        this.hub = hub;
        this.budgets = budgets;
        this.clock = clock;
    }

    synchronized boolean limited() {
        return seen.isPresent();
    }

    synchronized Turn turn(OptionalLong brought) {
        Instant now = clock.instant();
        count(now);
        if (seen.isEmpty() && brought.isEmpty()) {
            return new Turn.Go();
        }
        try {
            long ticket = brought.isPresent() ? brought.getAsLong() : take(now);
            refresh(now);
            return seen.map(Kept::budget)
                    .filter(budget -> !budget.isTurnOf(ticket, now))
                    .<Turn>map(budget -> new Turn.Wait(ticket, bounded(budget.waitOf(ticket, now))))
                    .orElseGet(Turn.Go::new);
        } catch (Problem unavailable) {
            // The hub itself still has the last word.
            LOG.log(Level.WARNING, "hub {0}: its write budget is not known: {1}", hub.name(), unavailable.reason());
            return new Turn.Go();
        }
    }

    synchronized void refused(Duration retryAfter) {
        Instant now = clock.instant();
        int own = Math.max(written, writtenBefore);
        boolean joins = seen.isEmpty();
        try {
            Kept kept = change(
                    known -> joins ? known.joined(own, retryAfter, now) : known.refused(retryAfter, now),
                    HubBudget.first(Math.max(FIRST_GUESS, own), retryAfter, now));
            LOG.log(
                    Level.INFO,
                    "hub {0} throttles: {1} writes a minute",
                    hub.name(),
                    kept.budget().perMinute());
        } catch (Problem unavailable) {
            LOG.log(Level.WARNING, "hub {0}: its refusal is not shared: {1}", hub.name(), unavailable.reason());
        }
    }

    synchronized void setBack(long ticket) {
        Instant now = clock.instant();
        if (seen.isEmpty()) {
            return;
        }
        try {
            Kept unused = change(known -> known.setBack(ticket, now), HubBudget.first(FIRST_GUESS, Duration.ZERO, now));
        } catch (Problem unavailable) {
            LOG.log(Level.WARNING, "hub {0}: its line is not set back: {1}", hub.name(), unavailable.reason());
        }
    }

    private long take(Instant now) {
        if (tickets == 0) {
            int share = seen.map(kept -> kept.budget().share()).orElse(1);
            Kept kept = change(known -> known.issue(share, now), HubBudget.first(FIRST_GUESS, Duration.ZERO, now));
            nextTicket = kept.budget().issued() - share + 1;
            tickets = share;
        }
        tickets--;
        return nextTicket++;
    }

    private void refresh(Instant now) {
        if (now.isAfter(looked.plus(LOOKED_AGAIN_AFTER))) {
            look(now);
        }
    }

    private void look(Instant now) {
        seen = budgets.find(hub);
        looked = now;
        if (seen.filter(kept -> kept.budget().forgotten(now)).isPresent()) {
            seen = Optional.empty();
            tickets = 0;
        }
    }

    private Kept change(UnaryOperator<HubBudget> how, HubBudget first) {
        for (int i = 0; i < TRIES; i++) {
            if (i > 0 || seen.isEmpty()) {
                seen = budgets.find(hub);
            }
            HubBudget next = seen.map(kept -> how.apply(kept.budget())).orElse(first);
            Optional<Kept> saved = budgets.save(hub, next, seen);
            if (saved.isPresent()) {
                seen = saved;
                return saved.get();
            }
        }
        throw Problem.unavailable("the budget of a hub is contended", new IllegalStateException(hub.name()));
    }

    private void count(Instant now) {
        if (!now.isBefore(windowStart.plus(WINDOW)) || windowStart.equals(Instant.MIN)) {
            writtenBefore = written;
            written = 0;
            windowStart = now;
        }
        written++;
    }

    private static Duration bounded(Duration wait) {
        Duration early = Duration.ofMillis((long) (wait.toMillis() * EARLY));
        if (early.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return early.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : early;
    }
}
