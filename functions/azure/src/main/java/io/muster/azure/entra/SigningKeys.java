package io.muster.azure.entra;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory's keys: cached, fetched ahead of time, once more for a key id not seen yet, kept through an outage. */
final class SigningKeys implements JWSKeySelector<SecurityContext> {
    private final JWSKeySelector<SecurityContext> selector;
    private final KeySetFetch fetch;

    SigningKeys(Set<JWSAlgorithm> algorithms, KeySetFetch fetch, KeyTimes times) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(fetch)
                .cache(times.life().toMillis(), times.patience().toMillis())
                .refreshAheadCache(times.ahead().toMillis(), false)
                .rateLimited(times.interval().toMillis())
                .outageTolerant(times.outage().toMillis())
                .build();
        this.selector = new JWSVerificationKeySelector<>(algorithms, source);
        this.fetch = fetch;
    }

    /** The keys a token of this header may be signed with; none when the directory does not publish it. */
    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
            throws KeySourceException {
        List<? extends Key> keys = known(header, context);
        if (keys.isEmpty() && fetch.failed()) {
            // It may be one the directory has published meanwhile: no word about the token.
            throw new KeySourceException("an unknown key, and the directory does not answer");
        }
        return keys;
    }

    private List<? extends Key> known(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return selector.selectJWSKeys(header, context);
        } catch (RateLimitReachedException e) {
            // Forged key ids must not buy a fetch each; a new key is seen when the interval is over.
            return List.of();
        }
    }
}
