package io.muster.azure.entra;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.muster.core.access.BearerTokens.Holder;
import io.muster.core.access.Roles;
import io.muster.core.decision.PlainText;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the claims must be: an expected issuer and audience, {@code exp} ahead and {@code nbf} past, within 60 s. */
final class TokenRules extends DefaultJWTClaimsVerifier<SecurityContext> {
    private static final int SKEW_SECONDS = 60;
    private static final Set<String> REQUIRED = Set.of("iss", "aud", "exp");
    private static final String ROLES = "roles";

    private final Set<String> issuers;
    private final InstantSource clock;

    TokenRules(TrustedDirectory directory, InstantSource clock) {
        super(directory.audiences(), new JWTClaimsSet.Builder().build(), REQUIRED, Set.of());
        this.issuers = directory.issuers();
        this.clock = clock;
        setMaxClockSkew(SKEW_SECONDS);
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
        super.verify(claims, context);
        if (!issuers.contains(claims.getIssuer())) {
            throw new BadJWTException("the issuer is not one of those expected");
        }
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }

    /** Who holds a verified token, and the rights of its roles; none when it has no such claim. */
    static Holder holder(JWTClaimsSet claims) throws ParseException {
        List<String> roles =
                Optional.ofNullable(claims.getStringListClaim(ROLES)).orElse(List.of());
        // The name of the application's id differs between the two versions of the directory's tokens.
        String application = text(claims, "azp").or(() -> text(claims, "appid")).orElse("");
        return new Holder(Roles.rights(roles), text(claims, "oid").orElse(""), application);
    }

    /** Bounded, as it is kept; of another type, or not there, it tells nothing. */
    private static Optional<String> text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? Optional.of(PlainText.of(text, 64)) : Optional.empty();
    }
}
