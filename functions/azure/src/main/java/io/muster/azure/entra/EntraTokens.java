package io.muster.azure.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.muster.core.access.BearerTokens;
import io.muster.core.problem.Problem;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Verifies the directory's tokens. Nothing is fetched, and little of the library loaded, before the first token comes. */
public final class EntraTokens implements BearerTokens {
    /** The header beside it must fit the host's limits too (seams.md section 2). */
    private static final int LONGEST_TOKEN = 16 * 1024;
    /** No HMAC, so that a public key is never a shared one, and no {@code none}. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final TrustedDirectory directory;
    private final InstantSource clock;
    private final Supplier<HttpClient.Builder> http;
    private final KeyTimes times;
    private @Nullable DefaultJWTProcessor<SecurityContext> processor;

    public EntraTokens(TrustedDirectory directory, InstantSource clock) {
        this(directory, clock, HttpClient::newBuilder, KeyTimes.USUAL);
    }

    EntraTokens(TrustedDirectory directory, InstantSource clock, Supplier<HttpClient.Builder> http, KeyTimes times) {
        this.directory = directory;
        this.clock = clock;
        this.http = http;
        this.times = times;
    }

    @Override
    public Holder holder(String token) {
        try {
            return TokenRules.holder(verified(token));
        } catch (ParseException | BadJOSEException e) {
            throw refused("bearer token: " + e.getMessage(), e);
        } catch (KeySourceException e) {
            // No word about the token: it may well be good.
            throw Problem.unavailable("The directory's signing keys cannot be had", e);
        } catch (JOSEException e) {
            throw refused("bearer token: " + e.getMessage(), e);
        }
    }

    private JWTClaimsSet verified(String token) throws ParseException, BadJOSEException, JOSEException {
        if (token.length() > LONGEST_TOKEN) {
            throw new ParseException("longer than " + LONGEST_TOKEN + " characters", 0);
        }
        SignedJWT jwt = SignedJWT.parse(token);
        JWSHeader header = jwt.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new ParseException("the algorithm is neither RS256 nor ES256", 0);
        }
        if (header.getKeyID() == null) {
            throw new ParseException("the header names no key", 0);
        }
        return processor().process(jwt, null);
    }

    private synchronized DefaultJWTProcessor<SecurityContext> processor() {
        if (processor == null) {
            DefaultJWTProcessor<SecurityContext> fresh = new DefaultJWTProcessor<>();
            fresh.setJWSKeySelector(new SigningKeys(ALGORITHMS, new KeySetFetch(directory.keys(), http), times));
            fresh.setJWTClaimsSetVerifier(new TokenRules(directory, clock));
            processor = fresh;
        }
        return processor;
    }

    private static Problem refused(String reason, Exception cause) {
        Problem problem = Problem.unauthorized(reason);
        problem.initCause(cause);
        return problem;
    }
}
