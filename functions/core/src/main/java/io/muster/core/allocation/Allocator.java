package io.muster.core.allocation;

import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import java.util.List;
import java.util.Optional;

/** Picks a device's hub among the linked ones. */
public final class Allocator {
    private Allocator() {}

    /**
     * @param named the hubs the enrollment names; none means every linked hub that takes part (3.6, 3.7)
     * @return empty when nothing is eligible: a hub unlinked later stays named and is not picked (3.8)
     */
    public static Optional<LinkedHub> choose(
            AllocationPolicy policy, RegistrationId id, List<HubHost> named, List<LinkedHub> linked) {
        List<LinkedHub> eligible = linked.stream()
                .filter(hub -> named.isEmpty() ? hub.applyAllocationPolicy() : named.contains(hub.host()))
                .toList();
        return switch (policy) {
            case HASHED, GEO_LATENCY -> Hashed.choose(id, eligible);
            case STATIC ->
                named.stream().distinct().count() == 1 ? eligible.stream().findFirst() : Optional.empty();
            // Not this service's choice.
            case CUSTOM -> Optional.empty();
        };
    }
}
