package io.muster.core.access;

import io.muster.core.attestation.SasToken;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides whether a caller of the service API may do what it asks (6.1 to 6.5). */
public final class AccessControl {
    private static final Pattern PORT = Pattern.compile("^([^/:]+):[0-9]{1,5}(?=/|$)");

    private final SasPolicies policies;
    private final Set<String> hosts;
    private final InstantSource clock;
    private final Duration skew;

    /** @param hosts the host names a token's {@code sr} may begin with, lower case; never taken from a request */
    public AccessControl(SasPolicies policies, Set<String> hosts, InstantSource clock, Duration skew) {
        this.policies = policies;
        this.hosts = Set.copyOf(hosts);
        this.clock = clock;
        this.skew = skew;
    }

    /**
     * Refuses with 401 when the token does not hold, with 403 when its policy lacks the right.
     *
     * @param path the request's path as sent, beginning with a slash
     */
    public void require(AccessRight right, Optional<String> authorization, String path) {
        SasToken token = parse(authorization.orElseThrow(() -> unauthorized("no Authorization header")));
        SasPolicy policy = policyOf(token);
        // Both keys, always: which one fits is not to be read from the clock.
        boolean primary = token.signedWith(policy.primary());
        boolean secondary = token.signedWith(policy.secondary());
        if (!primary && !secondary) {
            throw unauthorized("the token is not signed with a key of its policy");
        }
        Instant now = clock.instant();
        if (token.expired(now, skew)) {
            throw unauthorized("the token has expired");
        }
        if (!covers(token.resource(), path)) {
            throw unauthorized("the token's sr does not cover this resource");
        }
        if (!policy.grants(right)) {
            throw Problem.of(ProblemKind.FORBIDDEN, "Policy " + policy.name() + " lacks the right " + right.wire());
        }
    }

    private SasPolicy policyOf(SasToken token) {
        String name = token.keyName().orElseThrow(() -> unauthorized("the token names no policy: skn is missing"));
        return policies.all().stream()
                .filter(policy -> policy.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unauthorized("the token's skn names no policy of this service"));
    }

    /** Segment by segment: {@code host/a/b} covers {@code /a/b/c} and not {@code /a/bc} (6.4). */
    private boolean covers(String resource, String path) {
        String scope = PORT.matcher(resource.toLowerCase(Locale.ROOT)).replaceFirst("$1");
        String stripped = scope.endsWith("/") ? scope.substring(0, scope.length() - 1) : scope;
        String wanted = path.toLowerCase(Locale.ROOT);
        return hosts.stream()
                .map(host -> host + wanted)
                .anyMatch(target -> target.equals(stripped)
                        || (target.startsWith(stripped + "/") && hosts.contains(hostOf(stripped))));
    }

    private static String hostOf(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    private static SasToken parse(String authorization) {
        try {
            return SasToken.parse(authorization);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemKind.UNAUTHORIZED, "Unauthorized: " + e.getMessage());
        }
    }

    private static Problem unauthorized(String reason) {
        return Problem.unauthorized(reason);
    }
}
