package io.muster.core.service;

import io.muster.core.access.SasPolicy;
import io.muster.core.identity.Etag;
import io.muster.core.identity.IfMatch;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads and changes the service's description (rest.md 8); each change is one write with an etag of its own. */
public final class ServiceEditor {
    /** How often a change is worked out anew against writers that keep getting in first. */
    private static final int TRIES = 5;

    private final ServiceStore store;
    private final HubLinks hubs;
    private final PolicyBook policies;
    private final AccessChange access;
    private final SecureRandom random;

    public ServiceEditor(ServiceStore store, Deployment deployment, SecureRandom random) {
        this.store = store;
        this.hubs = new HubLinks(deployment.local());
        this.policies = new PolicyBook(random);
        this.access = new AccessChange(deployment);
        this.random = random;
    }

    public ServiceDescription current() {
        return store.current();
    }

    /** The policy of this name in any case; 404212 when there is none. */
    public SasPolicy policy(String name) {
        return find(current(), name);
    }

    /** Makes the description what the draft says; 412 when the condition does not hold. */
    public ServiceDescription replace(ServiceDraft draft, Optional<IfMatch> condition, Standing caller) {
        return change(condition, before -> {
            List<SasPolicy> wanted = draft.policies()
                    .map(them -> policies.of(them, before.policies()))
                    .orElse(before.policies());
            if (!Set.copyOf(wanted).equals(Set.copyOf(before.policies()))) {
                caller.requirePolicyRight();
            }
            ServiceSettings settings = new ServiceSettings(
                    draft.allocationPolicy(),
                    location(draft, before.settings()),
                    Tags.checked(draft.tags()),
                    access.of(draft, before.settings().access(), caller),
                    fresh());
            return new ServiceDescription(settings, hubs.of(draft.hubs(), before.hubs()), wanted);
        });
    }

    public ServiceDescription retag(Map<String, String> tags, Optional<IfMatch> condition) {
        return change(
                condition,
                before -> new ServiceDescription(
                        before.settings().with(Tags.checked(tags), fresh()), before.hubs(), before.policies()));
    }

    /** Makes the primary or the secondary key of a policy anew; the other stays, so that callers can go over to it first. */
    public SasPolicy rotate(String name, boolean primary) {
        ServiceDescription after = change(Optional.empty(), before -> {
            SasPolicy rotated = policies.rotated(find(before, name), primary);
            List<SasPolicy> all = before.policies().stream()
                    .map(policy -> policy.name().equalsIgnoreCase(name) ? rotated : policy)
                    .toList();
            ServiceSettings old = before.settings();
            return new ServiceDescription(old.with(old.tags(), fresh()), before.hubs(), all);
        });
        return find(after, name);
    }

    private ServiceDescription change(Optional<IfMatch> condition, UnaryOperator<ServiceDescription> step) {
        for (int i = 0; i < TRIES; i++) {
            ServiceDescription before = store.current();
            if (condition.filter(it -> !it.accepts(before.settings().etag())).isPresent()) {
                throw Problem.of(
                        ProblemKind.PRECONDITION_FAILED,
                        "The etag in If-Match is not the current one: somebody else has changed the service, read it again");
            }
            ServiceDescription after = step.apply(before);
            if (store.replace(before, after)) {
                return after;
            }
        }
        throw Problem.of(ProblemKind.SERVICE_CONFLICT, "The service is being changed by others, try again");
    }

    private static String location(ServiceDraft draft, ServiceSettings before) {
        return draft.location()
                .filter(given -> !given.equals(before.location()))
                .map(
                        given -> Regions.named(given)
                                .orElseThrow(
                                        () -> Problem.of(
                                                ProblemKind.INVALID_ARGUMENT,
                                                "Member location must be the name of an Azure region, such as westeurope or West Europe")))
                .orElse(before.location());
    }

    private static SasPolicy find(ServiceDescription description, String name) {
        return PolicyBook.find(description.policies(), name)
                .orElseThrow(() ->
                        Problem.of(ProblemKind.POLICY_NOT_FOUND, "There is no shared access policy of this name"));
    }

    private Etag fresh() {
        return Etag.random(random);
    }
}
