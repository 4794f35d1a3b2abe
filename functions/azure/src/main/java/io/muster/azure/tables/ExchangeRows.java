package io.muster.azure.tables;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.Exchange;
import java.time.Duration;
import java.util.Optional;

/** One row an exchange, under its registration id, newest first. */
record ExchangeRows(Keys keys) {
    Row write(Exchange exchange) {
        Row row = Row.at(keys.exchange(exchange))
                .put("At", exchange.at())
                .put("RegistrationId", exchange.id().text())
                .put("OperationId", exchange.operation().text())
                .put("Webhook", exchange.webhook())
                .put("Attempt", exchange.attempt())
                .put("Try", exchange.tried())
                // Neither is ever zero.
                .put("Status", exchange.status().orElse(0))
                .put("Failure", exchange.failure().orElse(0))
                .put("TookMs", (int) exchange.took().toMillis())
                .put("Outcome", exchange.outcome())
                .put("Asked", exchange.asked())
                .put("Answered", exchange.answered());
        return row.put("Excerpt", exchange.excerpt());
    }

    Exchange read(Row row) {
        return new Exchange(
                row.instant("At"),
                new RegistrationId(row.text("RegistrationId")),
                new OperationId(row.text("OperationId")),
                row.text("Webhook"),
                row.number("Attempt"),
                row.number("Try"),
                Optional.of(row.number("Status")).filter(status -> status != 0),
                Duration.ofMillis(row.number("TookMs")),
                row.text("Outcome"),
                Optional.of(row.number("Failure")).filter(code -> code != 0),
                row.number("Asked"),
                row.number("Answered"),
                row.find("Excerpt").orElse(""));
    }
}
