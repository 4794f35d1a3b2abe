package io.muster.app;

import io.muster.core.identity.RegistrationId;
import io.muster.core.telemetry.Metrics;
import io.muster.core.webhook.Exchange;
import io.muster.core.webhook.ExchangeLog;
import java.util.List;

/** Counts the questions that were not put to a webhook because it does not answer, before the log thins them out. */
record MeteredExchanges(ExchangeLog log, Metrics metrics) implements ExchangeLog {
    @Override
    public void record(List<Exchange> exchanges) {
        exchanges.stream()
                .filter(exchange -> exchange.tried() == 0)
                .forEach(exchange -> metrics.webhookSpared(exchange.webhook()));
        log.record(exchanges);
    }

    @Override
    public List<Exchange> of(RegistrationId id) {
        return log.of(id);
    }
}
