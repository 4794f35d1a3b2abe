package io.muster.core.service;

import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.HubHost;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.service.ServiceDraft.Credential;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the hubs of a draft against the rules for links, and fills in what it leaves as it is. */
final class HubLinks {
    private static final int MOST = 50;

    /** Hub tokens leave for these names only (seams.md section 7). */
    private static final List<String> AZURE = List.of(".azure-devices.net", ".azure-devices.cn", ".azure-devices.us");

    private static final String LOCAL = "local";

    private final boolean local;

    /** @param local whether hubs may have any name and an endpoint of their own */
    HubLinks(boolean local) {
        this.local = local;
    }

    /** In order of host. */
    List<LinkedHub> of(List<ServiceDraft.Hub> drafts, List<LinkedHub> before) {
        if (drafts.size() > MOST) {
            throw Problem.of(
                    ProblemKind.QUOTA_EXCEEDED,
                    "iotHubs names " + drafts.size() + " hubs; a service may be linked to " + MOST);
        }
        requireDistinct(drafts);
        Map<HubHost, LinkedHub> stored =
                before.stream().collect(Collectors.toMap(LinkedHub::host, Function.identity()));
        return drafts.stream()
                .map(draft -> link(draft, Optional.ofNullable(stored.get(draft.host()))))
                .sorted(Comparator.comparing(hub -> hub.host().name()))
                .toList();
    }

    private static void requireDistinct(List<ServiceDraft.Hub> drafts) {
        Set<HubHost> seen = new HashSet<>();
        for (ServiceDraft.Hub draft : drafts) {
            if (!seen.add(draft.host())) {
                throw Problem.of(
                        ProblemKind.DUPLICATE_HUBS,
                        "iotHubs names " + draft.host().name() + " twice; leave one of them out");
            }
        }
    }

    private LinkedHub link(ServiceDraft.Hub draft, Optional<LinkedHub> stored) {
        requireAzureName(draft.host());
        if (draft.weight() < 1 || draft.weight() > 1000) {
            throw wrong(draft, "allocationWeight must be a whole number from 1 to 1000");
        }
        if (draft.endpoint().isPresent() && !local) {
            throw wrong(draft, "endpoint is for local mode only");
        }
        return new LinkedHub(
                draft.host(),
                draft.endpoint().or(() -> stored.flatMap(LinkedHub::endpoint)),
                draft.weight(),
                draft.applyAllocationPolicy(),
                location(draft, stored),
                authentication(draft, stored));
    }

    private void requireAzureName(HubHost host) {
        if (!local && AZURE.stream().noneMatch(host.name()::endsWith)) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "Hub " + host.name() + ": the host name must end in " + String.join(", ", AZURE));
        }
    }

    private String location(ServiceDraft.Hub draft, Optional<LinkedHub> stored) {
        String given = draft.location().strip();
        // What is there already may stay, whatever it is: it may come from the settings.
        if (stored.filter(hub -> hub.location().equals(given)).isPresent()) {
            return given;
        }
        if (local && given.equalsIgnoreCase(LOCAL)) {
            return LOCAL;
        }
        return Regions.named(given)
                .orElseThrow(() -> wrong(
                        draft,
                        "location must be the name of the hub's Azure region, such as westeurope or West Europe"));
    }

    private static LinkedHub.Authentication authentication(ServiceDraft.Hub draft, Optional<LinkedHub> stored) {
        if (draft.credential() instanceof Credential.Given given) {
            return given.authentication();
        }
        Optional<LinkedHub.Authentication> kept = stored.map(LinkedHub::authentication);
        if (draft.credential() instanceof Credential.KeptKey masked) {
            return keptKey(draft, masked, kept);
        }
        if (draft.credential() instanceof Credential.KeptIdentity) {
            return kept.filter(ManagedIdentity.class::isInstance)
                    .map(ManagedIdentity.class::cast)
                    .filter(identity -> identity.clientId().isPresent())
                    .orElseThrow(
                            () -> wrong(
                                    draft,
                                    "authenticationType UserAssigned needs selectedUserAssignedIdentityResourceId (or clientId)"));
        }
        return kept.orElseThrow(
                () -> wrong(
                        draft,
                        "it is not linked yet: give its connectionString, or authenticationType SystemAssigned or UserAssigned"));
    }

    /** Masked values sent back mean unchanged (seams.md section 11). */
    private static SharedAccessKey keptKey(
            ServiceDraft.Hub draft, Credential.KeptKey masked, Optional<LinkedHub.Authentication> kept) {
        SharedAccessKey key = kept.filter(SharedAccessKey.class::isInstance)
                .map(SharedAccessKey.class::cast)
                .orElseThrow(() -> wrong(
                        draft, "there is no stored key to keep: give the whole connectionString, its key unmasked"));
        if (masked.policyName().filter(name -> !name.equals(key.policyName())).isPresent()) {
            throw wrong(
                    draft,
                    "the stored key belongs to another SharedAccessKeyName: give the whole connectionString, its key"
                            + " unmasked");
        }
        return key;
    }

    private static Problem wrong(ServiceDraft.Hub draft, String fault) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "Hub " + draft.host().name() + ": " + fault);
    }
}
