package io.muster.azure.tables;

import io.muster.core.decision.Decision;
import io.muster.core.decision.DecisionBudget;
import io.muster.core.decision.DecisionLog;
import io.muster.core.identity.RegistrationId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decisions in the tables of their days. A refusal costs two writes, made at the same time; a flood of them costs no more. */
record TableDecisions(DayTables days, Keys keys, DecisionRows codec, DecisionBudget budget) implements DecisionLog {
    private static final System.Logger LOG = System.getLogger(TableDecisions.class.getName());
    private static final int LATEST = 20;
    private static final Duration WRITE = Duration.ofSeconds(2);

    /**
     * Waits for the write: the platform may freeze a worker once it has answered, and the operator may ask as soon as the
     * device has its tracking id. The wait tells nobody anything, as all refusals have it whether or not their id is known;
     * it is bounded, and one that failed spares the next ones for a while.
     */
    @Override
    public void record(Decision decision) {
        if (!budget.take(decision.id())) {
            return;
        }
        try {
            days.today().putAll(codec.write(decision), WRITE);
        } catch (RuntimeException lost) {
            // Whatever is wrong with the log, the device is to get the answer it would have got without.
            budget.pause();
            LOG.log(Level.ERROR, "decision " + decision.trackingId() + " was not kept", lost);
        }
    }

    @Override
    public List<Decision> of(RegistrationId id) {
        List<Decision> found = new ArrayList<>();
        Iterator<StorageTable> left = days.kept().iterator();
        while (found.size() < LATEST && left.hasNext()) {
            left.next().partition(keys.decisions(id), LATEST - found.size()).stream()
                    .flatMap(row -> Damage.skip(row, codec::read).stream())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    @Override
    public Optional<Decision> find(UUID trackingId) {
        return days.kept().stream()
                .flatMap(table -> table.find(keys.decision(trackingId)).stream())
                .findFirst()
                .flatMap(row -> Damage.skip(row, codec::read));
    }
}
