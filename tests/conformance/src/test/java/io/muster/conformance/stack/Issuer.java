package io.muster.conformance.stack;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** The token issuer, as the vendor's credentials see it, and what tests may do to it. */
public final class Issuer {
    private final JsonNode facts;
    private final Admin admin;

    Issuer(JsonNode facts) {
        this.facts = facts;
        this.admin = new Admin(facts.path("admin").asInt());
    }

    /** The audience of the service API. */
    public String audience() {
        return facts.path("audience").asText();
    }

    /** A new token that the vendor's credential gets for a client of the stack file. */
    public String token(String client, String audience) {
        JsonNode named = client(client);
        return new ClientSecretCredentialBuilder()
                .authorityHost(facts.path("authorityHost").asText())
                .disableInstanceDiscovery()
                .tenantId(facts.path("tenantId").asText())
                .clientId(named.path("clientId").asText())
                .clientSecret(named.path("clientSecret").asText())
                .build()
                .getTokenSync(new TokenRequestContext().addScopes(audience + "/.default"))
                .getToken();
    }

    public String token(String client) {
        return token(client, audience());
    }

    /** A token that was issued this long ago, for an hour. */
    public String oldToken(String client, int ageSeconds) {
        String id = client(client).path("clientId").asText();
        String query = "client=" + id + "&audience=" + audience() + "&age=" + ageSeconds;
        return admin.call("POST", "/tokens?" + query, "").path("token").asText();
    }

    /** Signs with a new key from now on. */
    public void rotate() {
        admin.call("POST", "/keys/rotate", "");
    }

    /** Refuses its next thousand calls. */
    public void fail() {
        admin.call("POST", "/faults/answer?status=503&count=1000", "");
    }

    public void behave() {
        admin.call("POST", "/faults/clear", "");
    }

    private JsonNode client(String name) {
        return StreamSupport.stream(facts.path("clients").spliterator(), false)
                .filter(client -> client.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
