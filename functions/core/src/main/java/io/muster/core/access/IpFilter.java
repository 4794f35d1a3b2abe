package io.muster.core.access;

import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules about callers' addresses in their order: the first that fits decides, and where none fits a caller passes (10.3). */
public record IpFilter(List<IpFilterRule> rules) {
    public static final IpFilter NONE = new IpFilter(List.of());

    private static final int MOST = 100;

    public IpFilter {
        rules = List.copyOf(rules);
    }

    /** Refuses what would be no filter: too many rules, or two of one name. */
    public static IpFilter checked(List<IpFilterRule> rules) {
        if (rules.size() > MOST) {
            throw Problem.of(
                    ProblemKind.QUOTA_EXCEEDED, "ipFilterRules holds " + rules.size() + " rules; there may be " + MOST);
        }
        Set<String> seen = new HashSet<>();
        for (IpFilterRule rule : rules) {
            if (!seen.add(rule.foldedName())) {
                throw Problem.of(
                        ProblemKind.INVALID_ARGUMENT,
                        "ipFilterRules names " + rule.name() + " twice; names count without case");
            }
        }
        return new IpFilter(rules);
    }

    /**
     * Refuses a caller with 401; what it is told does not speak of the filter (10.4), the log names the rule.
     *
     * @param caller empty where no trusted front end told the address
     */
    public void require(Target api, Optional<InetAddress> caller) {
        Optional<IpFilterRule> deciding = rules.stream()
                .filter(rule -> rule.isAbout(api) && rule.fits(caller))
                .findFirst();
        if (deciding.filter(rule -> rule.action() == Action.REJECT).isPresent()) {
            throw Problem.unauthorized("the caller's address "
                    + (caller.isPresent() ? "" : "is not known, and it ")
                    + "is rejected by IP filter rule " + deciding.get().name());
        }
    }
}
