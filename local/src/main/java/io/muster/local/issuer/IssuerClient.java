package io.muster.local.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** An application that may ask for tokens, and the roles these name. */
public record IssuerClient(String id, String secret, List<String> roles) {
    public IssuerClient {
        roles = List.copyOf(roles);
    }

    /** Reads {@code [{"clientId", "clientSecret", "roles": [...]}]}; other members are of no concern here. */
    public static List<IssuerClient> parse(String json) {
        List<IssuerClient> clients = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            List<String> roles = new ArrayList<>();
            node.path("roles").forEach(role -> roles.add(role.asText()));
            clients.add(new IssuerClient(
                    node.required("clientId").asText(),
                    node.required("clientSecret").asText(),
                    roles));
        }
        return clients;
    }

    boolean knows(String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            // Without the cause: it quotes the text, which holds secrets.
            throw new IllegalArgumentException("The clients are no JSON");
        }
    }

    @Override
    public String toString() {
        return "IssuerClient " + id;
    }
}
