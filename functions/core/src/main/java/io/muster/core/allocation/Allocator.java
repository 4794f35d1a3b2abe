package io.muster.core.allocation;

import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.RegistrationId;
import java.util.List;
import java.util.Optional;

/** Picks a device's hub among the linked ones. */
public final class Allocator {
    private final Nearest nearest;

    public Allocator(Nearest nearest) {
        this.nearest = nearest;
    }

    /**
     * The hub a policy other than {@code custom} picks.
     *
     * @param current where the device is now; it stays there while nothing tells which hub is nearer
     * @param eligible see {@link #eligible}
     * @return empty when there is none to pick
     */
    public Optional<LinkedHub> choose(
            AllocationPolicy policy,
            RegistrationId id,
            Origin origin,
            Optional<HubHost> current,
            List<LinkedHub> eligible) {
        return switch (policy) {
            case HASHED -> Hashed.choose(id, eligible);
            case GEO_LATENCY -> nearest(id, origin, current, eligible);
            case STATIC -> eligible.stream().findFirst();
            case CUSTOM -> throw new IllegalArgumentException("the webhook picks the hub, not this service");
        };
    }

    private Optional<LinkedHub> nearest(
            RegistrationId id, Origin origin, Optional<HubHost> current, List<LinkedHub> eligible) {
        List<LinkedHub> near = nearest.among(eligible, origin);
        if (!near.isEmpty()) {
            return Hashed.choose(id, near);
        }
        return eligible.stream()
                .filter(hub -> current.equals(Optional.of(hub.host())))
                .findFirst()
                .or(() -> Hashed.choose(id, eligible));
    }

    /**
     * @param named the hubs the enrollment names; none means every linked hub that takes part (3.6, 3.7)
     * @return a hub unlinked later stays named and is not eligible (3.8)
     */
    public static List<LinkedHub> eligible(AllocationPolicy policy, List<HubHost> named, List<LinkedHub> linked) {
        if (policy == AllocationPolicy.STATIC && named.stream().distinct().count() != 1) {
            return List.of();
        }
        return linked.stream()
                .filter(hub -> named.isEmpty()
                        ? hub.applyAllocationPolicy() || !policy.automatic()
                        : named.contains(hub.host()))
                .toList();
    }
}
