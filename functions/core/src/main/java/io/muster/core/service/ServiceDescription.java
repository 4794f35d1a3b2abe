package io.muster.core.service;

import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import java.util.List;

/** Settings, linked hubs in order of host and shared access policies in order of name: one thing with one etag. */
public record ServiceDescription(ServiceSettings settings, List<LinkedHub> hubs, List<SasPolicy> policies) {
    public ServiceDescription {
        hubs = List.copyOf(hubs);
        policies = List.copyOf(policies);
    }
}
