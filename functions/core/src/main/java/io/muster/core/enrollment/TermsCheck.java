package io.muster.core.enrollment;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.HubHost;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an enrollment's terms must satisfy at the moment they are written (3.5, 3.8). */
final class TermsCheck {
    private TermsCheck() {}

    static void check(Terms terms, LinkedHubs hubs) {
        List<HubHost> named = Stream.concat(terms.hubs().stream(), terms.legacyHub().stream())
                .distinct()
                .toList();
        if (!named.isEmpty()) {
            List<HubHost> linked = hubs.all().stream().map(LinkedHub::host).toList();
            for (HubHost host : named) {
                if (!linked.contains(host)) {
                    throw invalid("Hub " + host.name() + " is not linked to this service");
                }
            }
        }
        if (terms.allocationPolicy().equals(Optional.of(AllocationPolicy.STATIC)) && named.size() != 1) {
            throw invalid("allocationPolicy static needs exactly one hub in iotHubs");
        }
        // Its webhook is not called here: authors enroll first and deploy later (3.28).
        if (terms.allocationPolicy().equals(Optional.of(AllocationPolicy.CUSTOM))
                && terms.customAllocation().isEmpty()) {
            throw invalid("allocationPolicy custom needs customAllocationDefinition with webhookUrl and apiVersion");
        }
    }

    private static Problem invalid(String message) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, message);
    }
}
