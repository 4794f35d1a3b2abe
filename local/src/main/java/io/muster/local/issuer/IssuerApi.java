package io.muster.local.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The issuer without HTTP: method, path and form in, an answer out. */
final class IssuerApi {
    private static final String DEFAULT_SCOPE = "/.default";
    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access", "");

    private final String base;
    private final String tenant;
    private final List<IssuerClient> clients;
    private final SigningKeys keys;
    private final TokenMint mint;

    IssuerApi(String base, IssuerSettings settings, SigningKeys keys, TokenMint mint) {
        this.base = base;
        this.tenant = settings.tenant();
        this.clients = settings.clients();
        this.keys = keys;
        this.mint = mint;
    }

    IssuerAnswer answer(String method, String path, Map<String, String> form) {
        String start = "/" + tenant;
        if (!path.startsWith(start + "/")) {
            return IssuerAnswer.refused(400, "invalid_tenant", "AADSTS90002: There is no such tenant here.");
        }
        return switch (method + " " + path.substring(start.length())) {
            case "GET /v2.0/.well-known/openid-configuration" -> IssuerAnswer.ok(configuration());
            case "GET /discovery/v2.0/keys" -> IssuerAnswer.ok(keys.published());
            case "POST /oauth2/v2.0/token" -> token(form);
            default -> IssuerAnswer.refused(404, "not_found", "This double does not offer that.");
        };
    }

    Optional<IssuerClient> client(String id) {
        return clients.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private IssuerAnswer token(Map<String, String> form) {
        if (!form.getOrDefault("grant_type", "").equals("client_credentials")) {
            return IssuerAnswer.refused(
                    400, "unsupported_grant_type", "AADSTS70003: The grant is not client_credentials.");
        }
        Optional<IssuerClient> client = client(form.getOrDefault("client_id", ""))
                .filter(each -> each.knows(form.getOrDefault("client_secret", "")));
        if (client.isEmpty()) {
            return IssuerAnswer.refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        Optional<String> audience = audience(form.getOrDefault("scope", ""));
        if (audience.isEmpty()) {
            return IssuerAnswer.refused(400, "invalid_scope", "AADSTS70011: The scope is not <audience>/.default.");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("token_type", "Bearer")
                .put("expires_in", TokenMint.LIFE.toSeconds())
                .put("ext_expires_in", TokenMint.LIFE.toSeconds())
                .put("access_token", mint.token(client.get(), audience.get(), Duration.ZERO));
        return IssuerAnswer.ok(body);
    }

    /** The audience in {@code <audience>/.default}; scopes of OpenID Connect, which Java's library adds, ask for nothing here. */
    private static Optional<String> audience(String scopes) {
        List<String> asked = Stream.of(scopes.split(" ", -1))
                .filter(scope -> !OPEN_ID.contains(scope))
                .toList();
        return asked.size() == 1 && asked.get(0).matches(".+" + Pattern.quote(DEFAULT_SCOPE))
                ? Optional.of(asked.get(0).substring(0, asked.get(0).length() - DEFAULT_SCOPE.length()))
                : Optional.empty();
    }

    /** OpenID Connect Discovery, 4.2, as far as clients look. */
    private ObjectNode configuration() {
        String address = base + "/" + tenant;
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", mint.issuer())
                .put("token_endpoint", address + "/oauth2/v2.0/token")
                .put("authorization_endpoint", address + "/oauth2/v2.0/authorize")
                .put("jwks_uri", address + "/discovery/v2.0/keys");
        body.putArray("token_endpoint_auth_methods_supported").add("client_secret_post");
        body.putArray("response_types_supported").add("token");
        body.putArray("subject_types_supported").add("pairwise");
        body.putArray("id_token_signing_alg_values_supported").add("RS256");
        return body;
    }
}
