package io.muster.core.service;

import io.muster.core.access.AccessRight;
import io.muster.core.access.IpFilterRule;
import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller wants the description to be, read but not yet checked; what is not a secret and not named is reset.
 *
 * @param location empty: as it is
 * @param policies empty: as they are, since no answer but that of listkeys tells all of them
 * @param localAuthDisabled empty: as it is, since older clients do not know it, and nobody is to open a door by leaving it out
 * @param ipFilterRules in their order; empty: as they are, for the same reason
 */
public record ServiceDraft(
        AllocationPolicy allocationPolicy,
        Optional<String> location,
        Map<String, String> tags,
        List<Hub> hubs,
        Optional<List<Policy>> policies,
        Optional<Boolean> localAuthDisabled,
        Optional<List<IpFilterRule>> ipFilterRules) {
    public ServiceDraft {
        tags = Map.copyOf(tags);
        hubs = List.copyOf(hubs);
        policies = policies.map(List::copyOf);
        ipFilterRules = ipFilterRules.map(List::copyOf);
    }

    /** @param endpoint empty: as it is */
    public record Hub(
            HubHost host,
            Credential credential,
            int weight,
            boolean applyAllocationPolicy,
            String location,
            Optional<URI> endpoint) {}

    /** How the service is to prove itself to a hub. */
    public sealed interface Credential {
        record Given(LinkedHub.Authentication authentication) implements Credential {}

        /** As stored, whatever it is. */
        record Kept() implements Credential {}

        /** The stored key; the policy it belongs to where that was sent along with the mask. */
        record KeptKey(Optional<String> policyName) implements Credential {}

        /** The stored identity of its own. */
        record KeptIdentity() implements Credential {}
    }

    /** A key that is empty is as stored; for a new policy one is made. */
    public record Policy(String name, Set<AccessRight> rights, Optional<Secret> primary, Optional<Secret> secondary) {
        public Policy {
            rights = Set.copyOf(rights);
        }
    }
}
