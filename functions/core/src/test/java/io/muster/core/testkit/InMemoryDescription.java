package io.muster.core.testkit;

import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.service.ServiceDescription;
import io.muster.core.service.ServiceSettings;
import io.muster.core.service.ServiceStore;
import java.util.Comparator;
import java.util.List;

/** The description over the hubs that registrations are assigned to; compares the etag as a real store does. */
public final class InMemoryDescription implements ServiceStore {
    private final FakeHubs hubs;
    private final Journal journal;
    private ServiceSettings settings = ServiceSettings.INITIAL;
    private List<SasPolicy> policies;

    public InMemoryDescription(FakeHubs hubs, List<SasPolicy> policies, Journal journal) {
        this.hubs = hubs;
        this.policies = List.copyOf(policies);
        this.journal = journal;
    }

    @Override
    public ServiceDescription current() {
        journal.before("description.find");
        return new ServiceDescription(
                settings,
                hubs.all().stream()
                        .sorted(Comparator.comparing(hub -> hub.host().name()))
                        .toList(),
                policies.stream().sorted(Comparator.comparing(SasPolicy::name)).toList());
    }

    @Override
    public boolean replace(ServiceDescription before, ServiceDescription after) {
        journal.before("description.replace");
        if (!settings.etag().equals(before.settings().etag())) {
            return false;
        }
        hubs.all().forEach(hub -> hubs.unlink(hub.host()));
        for (LinkedHub hub : after.hubs()) {
            LinkedHub unused = hubs.link(hub);
        }
        settings = after.settings();
        policies = after.policies();
        return true;
    }

    public ServiceSettings settings() {
        return settings;
    }

    public List<SasPolicy> policies() {
        return policies;
    }
}
