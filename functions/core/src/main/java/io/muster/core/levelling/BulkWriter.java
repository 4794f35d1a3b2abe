package io.muster.core.levelling;

import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubRegistry.Written;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.NewIdentity;
import io.muster.core.identity.HubHost;
import io.muster.core.levelling.WriteLine.Signal;
import io.muster.core.levelling.WriteLine.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes identities to hubs that throttle, those that come while a call is under way together in the next one. Nobody
 * waits for company: a write that comes alone goes alone.
 */
public final class BulkWriter {
    private final HubRegistry hubs;
    private final Levelling levelling;
    private final Map<HubHost, WriteLine> lines = new ConcurrentHashMap<>();

    public BulkWriter(HubRegistry hubs, Levelling levelling) {
        this.hubs = hubs;
        this.levelling = levelling;
    }

    /** As {@link HubRegistry#write}, for an identity that is expected to exist; whether it did is not told. */
    public void write(LinkedHub hub, HubIdentity identity, Duration timeout) throws HubFailure {
        if (!levelling.limited(hub.host())) {
            Written unused = hubs.write(hub, identity, true, timeout);
            return;
        }
        WriteLine line = lines.computeIfAbsent(hub.host(), host -> new WriteLine());
        Waiting own = line.enter(hub, identity);
        Optional<HubFailure> failure = wait(line, own, timeout);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** How many wait for the next call to a hub. */
    int waiting(HubHost hub) {
        return Optional.ofNullable(lines.get(hub)).map(WriteLine::waiting).orElse(0);
    }

    /** Until its outcome is known; who is told to makes the next call, for all who wait. */
    private Optional<HubFailure> wait(WriteLine line, Waiting own, Duration timeout) {
        try {
            Optional<Signal> signal = own.next(timeout);
            if (signal.isPresent() && signal.get() instanceof Signal.Lead) {
                try {
                    send(line.batch(), timeout);
                } finally {
                    line.leadOn();
                }
                signal = own.next(Duration.ZERO);
            }
            if (signal.isPresent() && signal.get() instanceof Signal.Outcome outcome) {
                return outcome.failure();
            }
            line.leave(own);
            return unavailable(own.hub(), "no answer in time");
        } catch (InterruptedException e) {
            line.leave(own);
            Thread.currentThread().interrupt();
            return unavailable(own.hub(), "interrupted");
        }
    }

    private void send(List<Waiting> batch, Duration timeout) {
        LinkedHub hub = batch.get(batch.size() - 1).hub();
        try {
            if (batch.size() == 1) {
                Written unused = hubs.write(hub, batch.get(0).identity(), true, timeout);
                batch.get(0).tell(Optional.empty());
                return;
            }
            BulkResult result = hubs.writeAll(
                    hub,
                    batch.stream()
                            .map(each -> new NewIdentity(each.identity(), Optional.empty()))
                            .toList(),
                    timeout);
            batch.forEach(each -> each.tell(
                    Optional.ofNullable(result.refused().get(each.identity().deviceId()))));
        } catch (HubFailure failure) {
            batch.forEach(each -> each.tell(Optional.of(failure)));
        }
    }

    private static Optional<HubFailure> unavailable(LinkedHub hub, String why) {
        return Optional.of(new HubFailure(
                Kind.UNAVAILABLE, "hub " + hub.host().name() + ": write identities: " + why, Optional.empty()));
    }
}
