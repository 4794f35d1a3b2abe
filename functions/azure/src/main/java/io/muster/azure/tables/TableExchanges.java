package io.muster.azure.tables;

import io.muster.core.decision.DecisionBudget;
import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.Exchange;
import io.muster.core.webhook.ExchangeLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was said with webhooks, in the tables of their days. Where a herd registers most of it goes untold; what went wrong has
 * room of its own, so that what went well does not push it out.
 */
record TableExchanges(DayTables days, Keys keys, ExchangeRows codec, DecisionBudget good, DecisionBudget bad)
        implements ExchangeLog {
    private static final System.Logger LOG = System.getLogger(TableExchanges.class.getName());
    private static final int LATEST = 50;
    /** A device is waiting. */
    private static final Duration WRITE = Duration.ofSeconds(1);

    @Override
    public void record(List<Exchange> exchanges) {
        List<Row> rows = exchanges.stream()
                .filter(each -> budget(each).take(each.id()))
                .map(codec::write)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        try {
            days.today().putAll(rows, WRITE);
        } catch (RuntimeException lost) {
            // Whatever is wrong with the log, the device is to get the hub that was chosen for it.
            good.pause();
            bad.pause();
            LOG.log(Level.ERROR, "what was said with a webhook was not kept", lost);
        }
    }

    private DecisionBudget budget(Exchange exchange) {
        return exchange.failure().isPresent() ? bad : good;
    }

    @Override
    public List<Exchange> of(RegistrationId id) {
        List<Exchange> found = new ArrayList<>();
        Iterator<StorageTable> left = days.kept().iterator();
        while (found.size() < LATEST && left.hasNext()) {
            left.next().partition(keys.decisions(id), LATEST - found.size()).stream()
                    .flatMap(row -> Damage.skip(row, codec::read).stream())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }
}
