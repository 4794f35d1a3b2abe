package io.muster.core.service;

import io.muster.core.access.AccessRules;
import io.muster.core.access.IpFilter;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;

/** The rules for changing who is let in: nobody is to lock everybody out, and no rule is taken that cannot be kept. */
final class AccessChange {
    private final Deployment deployment;

    AccessChange(Deployment deployment) {
        this.deployment = deployment;
    }

    AccessRules of(ServiceDraft draft, AccessRules before, Standing caller) {
        boolean disabled = draft.localAuthDisabled().orElse(before.localAuthDisabled());
        if (disabled != before.localAuthDisabled()) {
            requireWayIn(disabled, caller);
            // It decides about all policies at once.
            caller.requirePolicyRight();
        }
        IpFilter filter = draft.ipFilterRules().map(IpFilter::checked).orElse(before.ipFilter());
        if (!filter.rules().isEmpty() && !filter.equals(before.ipFilter()) && !deployment.addresses()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "ipFilterRules need a front end that tells callers' addresses: set MUSTER_FRONT_END=gateway and"
                            + " MUSTER_EDGE_KEYS, or filter addresses in front of the functions app");
        }
        return new AccessRules(disabled, filter);
    }

    private void requireWayIn(boolean disabled, Standing caller) {
        if (!disabled) {
            return;
        }
        if (!deployment.directory()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "disableLocalAuth would leave nobody a way in: name the Entra tenant in MUSTER_ENTRA first");
        }
        if (!caller.withToken()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "disableLocalAuth is switched on by a caller with an Entra token, which shows that such tokens work");
        }
    }
}
