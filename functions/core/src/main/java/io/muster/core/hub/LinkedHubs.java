package io.muster.core.hub;

import io.muster.core.identity.HubHost;
import java.util.List;
import java.util.Optional;

/** Port: the hubs linked to this service, at most 30 s old. */
public interface LinkedHubs {
    List<LinkedHub> all();

    default Optional<LinkedHub> find(HubHost host) {
        return all().stream().filter(hub -> hub.host().equals(host)).findFirst();
    }
}
