package io.muster.core.service;

import io.muster.core.access.SasPolicy;
import io.muster.core.identity.Secret;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the shared access policies of a draft, keeps the keys it does not name and makes those that are missing. */
final class PolicyBook {
    /** Ours: with the most hubs and the settings, all of them fit into one transaction of the store. */
    private static final int MOST = 40;

    private static final int KEY_BYTES = 32;
    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_KEY = 64;

    /** Fit for a connection string, which has no way to write = or ; in a value. */
    private static final Pattern NAME = Pattern.compile("[!-~&&[^;=]][ -~&&[^;=]]{0,63}");

    private final SecureRandom random;

    PolicyBook(SecureRandom random) {
        this.random = random;
    }

    /** In order of name. */
    List<SasPolicy> of(List<ServiceDraft.Policy> drafts, List<SasPolicy> before) {
        if (drafts.size() > MOST) {
            throw Problem.of(
                    ProblemKind.QUOTA_EXCEEDED,
                    "authorizationPolicies names " + drafts.size() + " policies; there may be " + MOST);
        }
        requireDistinct(drafts);
        List<SasPolicy> after = drafts.stream()
                .map(draft -> policy(draft, find(before, draft.name())))
                .sorted(Comparator.comparing(SasPolicy::name))
                .toList();
        boolean orphaned = before.stream().anyMatch(SasPolicy::holdsEveryRight)
                && after.stream().noneMatch(SasPolicy::holdsEveryRight);
        if (orphaned) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "authorizationPolicies would leave no policy with every right: keep one, or nobody could change them"
                            + " again");
        }
        return after;
    }

    static Optional<SasPolicy> find(List<SasPolicy> policies, String name) {
        return policies.stream()
                .filter(policy -> policy.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The same with one key made anew. */
    SasPolicy rotated(SasPolicy policy, boolean primary) {
        return new SasPolicy(
                policy.name(),
                primary ? random() : policy.primary(),
                primary ? policy.secondary() : random(),
                policy.rights());
    }

    private static void requireDistinct(List<ServiceDraft.Policy> drafts) {
        Set<String> seen = new HashSet<>();
        for (ServiceDraft.Policy draft : drafts) {
            if (!seen.add(draft.name().toLowerCase(Locale.ROOT))) {
                throw wrong(draft, "it is named twice; names count without case");
            }
        }
    }

    private SasPolicy policy(ServiceDraft.Policy draft, Optional<SasPolicy> stored) {
        if (stored.isEmpty() && !NAME.matcher(draft.name()).matches()) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "keyName of a policy must be 1 to 64 printable ASCII characters without ; and =");
        }
        if (draft.rights().isEmpty()) {
            throw wrong(draft, "rights must name at least one right");
        }
        return new SasPolicy(
                draft.name(),
                key(draft, "primaryKey", draft.primary(), stored.map(SasPolicy::primary)),
                key(draft, "secondaryKey", draft.secondary(), stored.map(SasPolicy::secondary)),
                draft.rights());
    }

    private Secret key(ServiceDraft.Policy draft, String member, Optional<Secret> given, Optional<Secret> stored) {
        if (given.filter(key -> key.length() < SHORTEST_KEY || key.length() > LONGEST_KEY)
                .isPresent()) {
            throw wrong(draft, member + " must hold " + SHORTEST_KEY + " to " + LONGEST_KEY + " bytes when decoded");
        }
        return given.or(() -> stored).orElseGet(this::random);
    }

    private Secret random() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Secret.of(bytes);
    }

    private static Problem wrong(ServiceDraft.Policy draft, String fault) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, "Policy " + draft.name() + ": " + fault);
    }
}
