package io.muster.azure.webhook;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** Tokens of this app's identity for webhooks, one an audience, kept until shortly before they end. */
final class WebhookTokens {
    private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(2);

    private final Supplier<TokenCredential> identity;
    private final Clock clock;
    private final Map<String, AccessToken> cache = new ConcurrentHashMap<>();
    private @Nullable TokenCredential credential;

    WebhookTokens(Supplier<TokenCredential> identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** Fails with TimeoutException, or ExecutionException when there is none to be had. */
    String token(String audience, Duration timeout) throws TimeoutException, ExecutionException, InterruptedException {
        AccessToken token = cache.get(audience);
        if (token == null
                || !clock.instant().isBefore(token.getExpiresAt().toInstant().minus(RENEW_BEFORE_END))) {
            token = credential()
                    .getToken(new TokenRequestContext().addScopes(scope(audience)))
                    // On another thread, so that a credential that blocks cannot outlast the caller's time.
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture()
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            cache.put(audience, token);
        }
        return token.getToken();
    }

    private static String scope(String audience) {
        return audience.endsWith("/.default") ? audience : audience + "/.default";
    }

    private synchronized TokenCredential credential() {
        if (credential == null) {
            credential = identity.get();
        }
        return credential;
    }
}
