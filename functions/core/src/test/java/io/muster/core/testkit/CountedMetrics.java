package io.muster.core.testkit;

import io.muster.core.identity.HubHost;
import io.muster.core.telemetry.Metrics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was counted, in words and in order. */
public final class CountedMetrics implements Metrics {
    private final List<String> counted = new CopyOnWriteArrayList<>();

    public List<String> counted() {
        return List.copyOf(counted);
    }

    @Override
    public void attestation(boolean success, String protocol) {
        counted.add("attestation " + success + " " + protocol);
    }

    @Override
    public void registration(Optional<HubHost> hub, boolean success) {
        counted.add("registration " + hub.map(HubHost::name).orElse("-") + " " + success);
    }

    @Override
    public void assignment(HubHost hub) {
        counted.add("assignment " + hub.name());
    }

    @Override
    public void failure(int code) {
        counted.add("failure " + code);
    }

    @Override
    public void throttled(HubHost hub) {
        counted.add("throttled " + hub.name());
    }

    @Override
    public void webhookSpared(String webhook) {
        counted.add("spared " + webhook);
    }

    @Override
    public void backup() {
        counted.add("backup");
    }
}
