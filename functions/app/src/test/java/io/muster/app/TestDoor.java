package io.muster.app;

import io.muster.app.gate.Gate;
import io.muster.core.access.AccessControl;
import io.muster.core.access.AccessRight;
import io.muster.core.access.BearerTokens;
import io.muster.core.access.Roles;
import io.muster.core.access.SasPolicies;
import io.muster.core.limits.OperationCount;
import io.muster.core.limits.Rates;
import io.muster.core.limits.Throttle;
import io.muster.core.problem.Problem;
import io.muster.core.service.ServiceSettings;
import io.muster.core.testkit.InMemoryAllowances;
import io.muster.core.testkit.SeededRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What lets callers in, over a service whose settings may change. */
record TestDoor(Supplier<ServiceSettings> settings, InstantSource clock) {
    AccessControl access(SasPolicies policies, String host) {
        return new AccessControl(
                policies,
                () -> settings.get().access().localAuthDisabled(),
                TestDoor::holder,
                Set.of(host),
                clock,
                Duration.ofSeconds(60));
    }

    Gate gate(Rates rates, OperationCount operations) {
        return new Gate(
                () -> settings.get().access().ipFilter(),
                new Throttle(rates, new InMemoryAllowances(), clock, new SeededRandom(3)),
                operations);
    }

    /** A directory whose tokens are the names of rights, joined by commas; any other token is none of its own. */
    private static BearerTokens.Holder holder(String token) {
        Set<AccessRight> rights = Roles.rights(List.of(token.split(",", -1)));
        if (rights.isEmpty()) {
            throw Problem.unauthorized("not a token of this directory");
        }
        return new BearerTokens.Holder(rights, "somebody", "some-app");
    }
}
