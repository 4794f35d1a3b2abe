package io.muster.local.webhook;

import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.Exchange;
import io.muster.core.webhook.ExchangeLog;
import java.time.Duration;
import java.util.List;

/** What was said last. */
final class LastExchange implements ExchangeLog {
    private List<Exchange> last = List.of();

    @Override
    public void record(List<Exchange> exchanges) {
        last = List.copyOf(exchanges);
    }

    @Override
    public List<Exchange> of(RegistrationId id) {
        return last;
    }

    Duration took() {
        return last.isEmpty() ? Duration.ZERO : last.get(0).took();
    }

    String excerpt() {
        return last.isEmpty() ? "" : last.get(0).excerpt();
    }
}
