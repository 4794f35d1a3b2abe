package io.muster.local.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The vault's REST interface without HTTP: a call in, the answer's body out, {@link VaultProblem} for every refusal. */
final class VaultApi {
    private static final Set<Integer> SIZES = Set.of(2048, 3072, 4096);
    private static final String NAME = "[0-9A-Za-z-]{1,127}";

    private final VaultKeys keys;

    VaultApi(VaultKeys keys) {
        this.keys = keys;
    }

    ObjectNode answer(VaultCall call) {
        List<String> path = call.segments();
        if (path.size() < 2 || path.size() > 4 || !path.get(0).equals("keys")) {
            throw notOffered();
        }
        String name = path.get(1);
        if (!name.matches(NAME)) {
            throw VaultProblem.badParameter("A key's name is 1 to 127 letters, digits and hyphens.");
        }
        String third = path.size() > 2 ? path.get(2) : "";
        if (path.size() == 4) {
            return cryptography(call, name, keys.get(name, version(third)), path.get(3));
        }
        return switch (call.method() + " " + third) {
            case "POST create" -> bundle(call, name, keys.create(name, size(call.body())));
            case "POST rotate" -> bundle(call, name, keys.rotate(name));
            default -> get(call, name, third);
        };
    }

    private ObjectNode get(VaultCall call, String name, String version) {
        if (!call.method().equals("GET") || version.equals("versions") || version.equals("rotationpolicy")) {
            throw notOffered();
        }
        return bundle(call, name, keys.get(name, version(version)));
    }

    private static ObjectNode cryptography(VaultCall call, String name, KeyVersion key, String operation) {
        if (!call.method().equals("POST") || !Set.of("wrapkey", "unwrapkey").contains(operation)) {
            throw notOffered();
        }
        WrapAlgorithm algorithm = WrapAlgorithm.named(call.text("alg"));
        byte[] value = base64Url(call.text("value"));
        byte[] result = operation.equals("wrapkey") ? algorithm.wrap(key, value) : algorithm.unwrap(key, value);
        return object().put("kid", identifier(call, name, key)).put("value", base64Url(result));
    }

    private static ObjectNode bundle(VaultCall call, String name, KeyVersion key) {
        ObjectNode bundle = object();
        ObjectNode webKey = bundle.putObject("key")
                .put("kid", identifier(call, name, key))
                .put("kty", "RSA")
                .put("n", unsigned(key.publicKey().getModulus()))
                .put("e", unsigned(key.publicKey().getPublicExponent()));
        webKey.putArray("key_ops").add("wrapKey").add("unwrapKey");
        long created = key.created().getEpochSecond();
        bundle.putObject("attributes")
                .put("enabled", true)
                .put("created", created)
                .put("updated", created)
                .put("recoveryLevel", "CustomizedRecoverable+Purgeable");
        return bundle;
    }

    private static int size(JsonNode body) {
        if (!"RSA".equals(body.path("kty").textValue())) {
            throw VaultProblem.badParameter("This vault makes keys of type RSA only.");
        }
        int size = body.path("key_size").isMissingNode()
                ? 2048
                : body.path("key_size").asInt(0);
        if (!SIZES.contains(size)) {
            throw VaultProblem.badParameter("An RSA key has 2048, 3072 or 4096 bits.");
        }
        return size;
    }

    private static Optional<String> version(String segment) {
        return segment.isEmpty() ? Optional.empty() : Optional.of(segment);
    }

    private static String identifier(VaultCall call, String name, KeyVersion key) {
        return call.base() + "/keys/" + name + "/" + key.id();
    }

    private static byte[] base64Url(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            VaultProblem problem = VaultProblem.badParameter("The value is not base64url.");
            problem.initCause(e);
            throw problem;
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    // JSON Web Keys hold magnitudes: without the byte that Java puts in front to keep the number positive.
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return base64Url(Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    private static VaultProblem notOffered() {
        return new VaultProblem(501, "NotImplemented", "This double does not offer that operation.");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
