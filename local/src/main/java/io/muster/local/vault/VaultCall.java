package io.muster.local.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A call of the vault's REST interface.
 *
 * @param base scheme and authority by which the caller reached the vault; key identifiers begin with it
 * @param segments the path's parts; a key without version leaves an empty one
 */
record VaultCall(String method, String base, List<String> segments, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static VaultCall of(String method, String base, String path, byte[] body) {
        List<String> segments =
                Arrays.asList(path.substring(Math.min(1, path.length())).split("/", -1));
        return new VaultCall(method, base, segments, parse(body));
    }

    /** A body field that must be text. */
    String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw VaultProblem.badParameter("The field " + field + " is missing or not text.");
        }
        return value.textValue();
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode parsed = JSON.readTree(body);
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (IOException e) {
            VaultProblem problem = VaultProblem.badParameter("The body is not JSON.");
            problem.initCause(e);
            throw problem;
        }
        throw VaultProblem.badParameter("The body is not a JSON object.");
    }
}
