package io.muster.azure.iothub;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubFailure.Kind;
import io.muster.core.hub.LinkedHub.ManagedIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.scheduler.Schedulers;

/** Tokens of managed identities for hubs, kept until shortly before they end; credentials are made at first use. */
final class IdentityTokens {
    private static final String SCOPE = "https://iothubs.azure.net/.default";
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(2);

    private final Function<Optional<String>, TokenCredential> identities;
    private final Clock clock;
    private final Map<ManagedIdentity, TokenCredential> credentials = new ConcurrentHashMap<>();
    private final Map<ManagedIdentity, AccessToken> cache = new ConcurrentHashMap<>();

    IdentityTokens(Function<Optional<String>, TokenCredential> identities, Clock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    String token(ManagedIdentity identity, Deadline deadline) throws HubFailure {
        AccessToken cached = cache.get(identity);
        if (cached == null || !clock.instant().isBefore(renewAt(cached))) {
            cached = fetch(identity, deadline);
            cache.put(identity, cached);
        }
        return cached.getToken();
    }

    private static Instant renewAt(AccessToken token) {
        return token.getExpiresAt().toInstant().minus(RENEW_BEFORE_END);
    }

    private AccessToken fetch(ManagedIdentity identity, Deadline deadline) throws HubFailure {
        try {
            return credentials
                    .computeIfAbsent(identity, key -> identities.apply(key.clientId()))
                    .getToken(new TokenRequestContext().addScopes(SCOPE))
                    // On another thread, so that a credential that blocks cannot outlast the caller's time.
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture()
                    .get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(Kind.UNAVAILABLE, "no token in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Kind.UNAVAILABLE, "interrupted", e);
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private static HubFailure refused(ExecutionException e) {
        Throwable cause = e.getCause();
        // An unavailable credential is an identity endpoint that does not answer: that may pass.
        boolean denied =
                cause instanceof ClientAuthenticationException && !(cause instanceof CredentialUnavailableException);
        return failure(denied ? Kind.UNAUTHORIZED : Kind.UNAVAILABLE, "no token", e);
    }

    private static HubFailure failure(Kind kind, String what, Exception cause) {
        HubFailure failure = new HubFailure(kind, "managed identity for hubs: " + what, Optional.empty());
        failure.initCause(cause);
        return failure;
    }
}
