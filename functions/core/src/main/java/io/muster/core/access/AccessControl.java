package io.muster.core.access;

import io.muster.core.attestation.SasToken;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Decides whether a caller of the service API may do what it asks (6.1 to 6.6). */
public final class AccessControl {
    private static final String BEARER = "Bearer ";
    private static final Pattern PORT = Pattern.compile("^([^/:]+):[0-9]{1,5}(?=/|$)");

    private final SasPolicies policies;
    private final BooleanSupplier localAuthDisabled;
    private final BearerTokens bearerTokens;
    private final Set<String> hosts;
    private final InstantSource clock;
    private final Duration skew;

    /**
     * @param localAuthDisabled whether bearer tokens alone are taken
     * @param hosts the host names a token's {@code sr} may begin with, lower case; never taken from a request
     */
    public AccessControl(
            SasPolicies policies,
            BooleanSupplier localAuthDisabled,
            BearerTokens bearerTokens,
            Set<String> hosts,
            InstantSource clock,
            Duration skew) {
        this.policies = policies;
        this.localAuthDisabled = localAuthDisabled;
        this.bearerTokens = bearerTokens;
        this.hosts = Set.copyOf(hosts);
        this.clock = clock;
        this.skew = skew;
    }

    /**
     * Refuses with 401 when the token does not hold, with 403 when its policy or its roles lack the right. Any scheme but
     * {@code Bearer} is read as a shared access signature.
     *
     * @param path the request's path as sent, beginning with a slash
     * @return whose token it is
     */
    public Caller require(AccessRight right, Optional<String> authorization, String path) {
        String credentials = authorization.orElseThrow(() -> unauthorized("no Authorization header"));
        if (isBearer(credentials)) {
            String token = credentials.substring(BEARER.length()).strip();
            BearerTokens.Holder holder = bearerTokens.holder(token);
            if (!right.isGrantedBy(holder.rights())) {
                throw forbidden("The token's roles lack the right ", right);
            }
            return Caller.of(holder);
        }
        if (localAuthDisabled.getAsBoolean()) {
            throw Problem.of(
                    ProblemKind.UNAUTHORIZED,
                    "Unauthorized: this service takes Microsoft Entra tokens only, shared access signatures are switched off"
                            + " (disableLocalAuth)");
        }
        SasPolicy policy = policySigning(credentials, path);
        if (!right.isGrantedBy(policy.rights())) {
            throw forbidden("Policy " + policy.name() + " lacks the right ", right);
        }
        return Caller.of(policy);
    }

    /** Whether this is read as a bearer token. */
    public static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private SasPolicy policySigning(String credentials, String path) {
        SasToken token = parse(credentials);
        SasPolicy policy = policyOf(token);
        // Both keys, always: which one fits is not to be read from the clock.
        boolean primary = token.signedWith(policy.primary());
        boolean secondary = token.signedWith(policy.secondary());
        if (!primary && !secondary) {
            throw unauthorized("the token is not signed with a key of its policy");
        }
        if (token.expired(clock.instant(), skew)) {
            throw unauthorized("the token has expired");
        }
        if (!covers(token.resource(), path)) {
            throw unauthorized("the token's sr does not cover this resource");
        }
        return policy;
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

    private static Problem forbidden(String holder, AccessRight right) {
        String needed = right == AccessRight.POLICY_KEYS
                ? right.wire() + ": this takes a policy that holds every right, or a token with that role"
                : right.wire();
        return Problem.of(ProblemKind.FORBIDDEN, holder + needed);
    }

    private static Problem unauthorized(String reason) {
        return Problem.unauthorized(reason);
    }
}
