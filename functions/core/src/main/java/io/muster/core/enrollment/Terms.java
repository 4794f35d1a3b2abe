package io.muster.core.enrollment;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.CustomAllocation;
import io.muster.core.identity.HubHost;
import java.util.List;
import java.util.Optional;

/**
 * What an individual enrollment and a group have in common: how an attested device is provisioned.
 *
 * @param reprovisionPolicy empty is kept apart from the default: it decides for the oldest clients (4.8, 4.9)
 * @param allocationPolicy empty means the service's own (3.2)
 * @param customAllocation the webhook; used by the policy custom only
 * @param hubs named hubs; none means all linked ones (3.7)
 * @param issuance who issues certificates to the devices: kept and shown, not acted upon
 * @param legacyHub the old {@code iotHubHostName}: static to that hub when no policy is given (3.10)
 */
public record Terms(
        boolean enabled,
        Optional<ReprovisionPolicy> reprovisionPolicy,
        Optional<AllocationPolicy> allocationPolicy,
        Optional<CustomAllocation> customAllocation,
        List<HubHost> hubs,
        Optional<HubHost> legacyHub,
        boolean iotEdge,
        Optional<InitialTwin> initialTwin,
        IssuanceNames issuance) {
    public Terms {
        hubs = List.copyOf(hubs);
    }

    /** The same but for the webhook. */
    public Terms with(Optional<CustomAllocation> webhook) {
        return new Terms(
                enabled, reprovisionPolicy, allocationPolicy, webhook, hubs, legacyHub, iotEdge, initialTwin, issuance);
    }

    /** The same but for who issues certificates. */
    public Terms with(IssuanceNames names) {
        return new Terms(
                enabled,
                reprovisionPolicy,
                allocationPolicy,
                customAllocation,
                hubs,
                legacyHub,
                iotEdge,
                initialTwin,
                names);
    }
}
