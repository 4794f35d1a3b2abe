package io.muster.core.testkit;

import io.muster.core.identity.RegistrationId;
import io.muster.core.webhook.Exchange;
import io.muster.core.webhook.ExchangeLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every exchange. */
public final class InMemoryExchanges implements ExchangeLog {
    private final List<Exchange> kept = new ArrayList<>();

    @Override
    public synchronized void record(List<Exchange> exchanges) {
        kept.addAll(exchanges);
    }

    @Override
    public synchronized List<Exchange> of(RegistrationId id) {
        List<Exchange> found = new ArrayList<>(kept.stream()
                .filter(each -> each.id().folded().equals(id.folded()))
                .toList());
        Collections.reverse(found);
        return List.copyOf(found);
    }
}
