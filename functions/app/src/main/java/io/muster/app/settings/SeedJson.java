package io.muster.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.azure.iothub.HubConnectionString;
import io.muster.core.access.AccessRight;
import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.Authentication;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The two settings that are JSON. {@code MUSTER_HUBS}: {@code [{"connectionString" | "hostName", "clientId"?,
 * "allocationWeight"?, "applyAllocationPolicy"?, "location"?, "endpoint"?}]}, a hub without a connection string being
 * reached by managed identity. {@code MUSTER_POLICIES}: {@code [{"keyName", "primaryKey", "secondaryKey", "rights":
 * [...]}]}.
 */
final class SeedJson {
    private static final int MIN_POLICY_KEY = 16;
    /** As many as can be linked later (7). */
    private static final int MOST_HUBS = 50;

    private static final int MOST_POLICIES = 40;

    private SeedJson() {}

    static List<LinkedHub> hubs(String text, boolean local) {
        return each(text, MOST_HUBS, node -> hub(node, local));
    }

    static List<SasPolicy> policies(String text) {
        return each(text, MOST_POLICIES, SeedJson::policy);
    }

    private static LinkedHub hub(JsonNode node, boolean local) {
        Optional<HubConnectionString> keyed = text(node, "connectionString").map(HubConnectionString::parse);
        HubHost host = keyed.map(HubConnectionString::host).orElseGet(() -> new HubHost(required(node, "hostName")));
        Authentication authentication = keyed.<Authentication>map(HubConnectionString::access)
                .orElseGet(() -> new LinkedHub.ManagedIdentity(text(node, "clientId")));
        Optional<URI> endpoint = text(node, "endpoint").map(url -> URI.create(SettingsReader.https(url, local)));
        if (endpoint.isPresent() && !local) {
            throw new IllegalArgumentException("endpoint is for local mode only");
        }
        return new LinkedHub(
                host,
                endpoint,
                typed(node, "allocationWeight", JsonNode::isInt, "a whole number")
                        .map(JsonNode::intValue)
                        .orElse(1),
                typed(node, "applyAllocationPolicy", JsonNode::isBoolean, "true or false")
                        .map(JsonNode::booleanValue)
                        .orElse(true),
                text(node, "location").orElse(""),
                authentication);
    }

    private static SasPolicy policy(JsonNode node) {
        Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
        for (JsonNode right : node.path("rights")) {
            rights.add(AccessRight.parse(right.asText()));
        }
        return new SasPolicy(required(node, "keyName"), key(node, "primaryKey"), key(node, "secondaryKey"), rights);
    }

    private static Secret key(JsonNode node, String name) {
        Secret key = Secret.fromBase64(required(node, name));
        if (key.length() < MIN_POLICY_KEY) {
            throw new IllegalArgumentException("member " + name + " must hold 16 bytes or more when decoded");
        }
        return key;
    }

    private static <T> List<T> each(String text, int most, Function<JsonNode, T> reader) {
        JsonNode array = parse(text);
        if (!array.isArray()) {
            throw new IllegalArgumentException("must be a JSON array");
        }
        if (array.size() > most) {
            throw new IllegalArgumentException("must hold at most " + most);
        }
        List<T> values = new ArrayList<>();
        array.forEach(node -> values.add(reader.apply(node)));
        return values;
    }

    static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            // Neither the cause nor its message: both quote the text, which holds keys.
            throw new IllegalArgumentException("not well-formed JSON");
        }
    }

    static Optional<String> text(JsonNode node, String name) {
        return typed(node, name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    private static Optional<JsonNode> typed(JsonNode node, String name, Predicate<JsonNode> right, String wanted) {
        Optional<JsonNode> member = Optional.ofNullable(node.get(name)).filter(it -> !it.isNull());
        if (member.filter(right.negate()).isPresent()) {
            throw new IllegalArgumentException("member " + name + " must be " + wanted);
        }
        return member;
    }

    private static String required(JsonNode node, String name) {
        return text(node, name).orElseThrow(() -> new IllegalArgumentException("member " + name + " is missing"));
    }
}
