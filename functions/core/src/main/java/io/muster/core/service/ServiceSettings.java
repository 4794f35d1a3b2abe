package io.muster.core.service;

import io.muster.core.access.AccessRules;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.identity.Etag;
import java.util.Map;

/**
 * What is set for the service as a whole.
 *
 * @param allocationPolicy what an enrollment without a policy of its own gets; never custom (3.1)
 * @param location a label, such as {@code westeurope}; empty when nobody gave one
 * @param tags the operator's own
 * @param access who is let in at all
 * @param etag of the whole description: another with every change of the settings, the hubs or the policies
 */
public record ServiceSettings(
        AllocationPolicy allocationPolicy, String location, Map<String, String> tags, AccessRules access, Etag etag) {
    /** Of a service nobody has changed yet. */
    public static final ServiceSettings INITIAL =
            new ServiceSettings(AllocationPolicy.HASHED, "", Map.of(), AccessRules.OPEN, new Etag("initial"));

    public ServiceSettings {
        if (allocationPolicy == AllocationPolicy.CUSTOM) {
            throw new IllegalArgumentException("the service's allocationPolicy must be Hashed, GeoLatency or Static");
        }
        tags = Map.copyOf(tags);
    }

    ServiceSettings with(Map<String, String> others, Etag fresh) {
        return new ServiceSettings(allocationPolicy, location, others, access, fresh);
    }
}
