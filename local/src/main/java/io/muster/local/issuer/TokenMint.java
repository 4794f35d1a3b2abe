package io.muster.local.issuer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes access tokens of the form Entra's second endpoint has. */
final class TokenMint {
    static final Duration LIFE = Duration.ofHours(1);

    private final String tenant;
    private final String issuer;
    private final SigningKeys keys;
    private final Clock clock;

    /** @param base the issuer's address without a path */
    TokenMint(String base, String tenant, SigningKeys keys, Clock clock) {
        this.tenant = tenant;
        this.issuer = base + "/" + tenant + "/v2.0";
        this.keys = keys;
        this.clock = clock;
    }

    String issuer() {
        return issuer;
    }

    /** A token that was issued that long ago. */
    String token(IssuerClient client, String audience, Duration age) {
        Instant issued = clock.instant().minus(age);
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", audience)
                .put("iss", issuer)
                .put("iat", issued.getEpochSecond())
                .put("nbf", issued.getEpochSecond())
                .put("exp", issued.plus(LIFE).getEpochSecond())
                .put("azp", client.id())
                .put("oid", client.id())
                .put("sub", client.id())
                .put("tid", tenant)
                .put("ver", "2.0");
        // As in Entra, a client without a role has no such claim.
        if (!client.roles().isEmpty()) {
            ArrayNode roles = claims.putArray("roles");
            client.roles().forEach(roles::add);
        }
        return keys.current().sign(claims);
    }
}
