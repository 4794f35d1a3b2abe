package io.muster.azure.keyvault;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** A credential that always answers with one token: for local mode's own vault only. */
public final class FixedToken implements TokenCredential {
    private static final OffsetDateTime NEVER = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Secret token;

    /** @param token the token's text in UTF-8 */
    public FixedToken(Secret token) {
        this.token = token;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromSupplier(() -> new AccessToken(new String(token.reveal(), StandardCharsets.UTF_8), NEVER));
    }
}
