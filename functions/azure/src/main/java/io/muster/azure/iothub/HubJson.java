package io.muster.azure.iothub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubIdentity.Authentication;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Identities and twins in the hub's JSON; numbers keep every digit on the way. */
final class HubJson {
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    String identity(HubIdentity identity) {
        ObjectNode body = mapper.createObjectNode();
        body.put("deviceId", identity.deviceId().text());
        body.setAll(identityMembers(identity));
        return body.toString();
    }

    /** The identity without its name, which has another name in a bulk call. */
    ObjectNode identityMembers(HubIdentity identity) {
        ObjectNode body = mapper.createObjectNode();
        body.put("status", "enabled");
        body.set("authentication", authentication(identity.authentication()));
        body.putObject("capabilities").put("iotEdge", identity.iotEdge());
        return body;
    }

    private ObjectNode authentication(Authentication authentication) {
        ObjectNode json = mapper.createObjectNode();
        if (authentication instanceof Authentication.Keys keys) {
            json.put("type", "sas")
                    .putObject("symmetricKey")
                    .put("primaryKey", keys.primary().revealBase64())
                    .put("secondaryKey", keys.secondary().revealBase64());
        } else if (authentication instanceof Authentication.Thumbprints thumbprints) {
            json.put("type", "selfSigned")
                    .putObject("x509Thumbprint")
                    .put("primaryThumbprint", thumbprints.primary())
                    .put("secondaryThumbprint", thumbprints.secondary());
        } else {
            json.put("type", "certificateAuthority");
        }
        return json;
    }

    /** Throws IllegalArgumentException when a half of the twin is no JSON object. */
    String twin(DeviceId deviceId, HubTwin twin) {
        ObjectNode body = mapper.createObjectNode();
        body.put("deviceId", deviceId.text());
        addTwin(body, twin);
        return body.toString();
    }

    void addTwin(ObjectNode body, HubTwin twin) {
        body.set("tags", object(twin.tags().text()));
        body.putObject("properties").set("desired", object(twin.desired().text()));
    }

    /** Reads a twin's tags and desired properties; throws IllegalArgumentException when it is none, echoing nothing. */
    HubTwin readTwin(String body) {
        ObjectNode twin = object(body);
        return new HubTwin(half(twin.path("tags")), half(twin.path("properties").path("desired")));
    }

    private JsonText half(JsonNode half) {
        if (half.isMissingNode() || half.isNull()) {
            return new JsonText("{}");
        }
        if (!(half instanceof ObjectNode members)) {
            throw new IllegalArgumentException("a half of the twin is not a JSON object");
        }
        // $metadata and $version are the hub's own and are refused when sent back (5.2).
        members.remove(own(members));
        return new JsonText(members.toString());
    }

    private static List<String> own(ObjectNode members) {
        List<String> names = new ArrayList<>();
        members.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("$")) {
                names.add(name);
            }
        });
        return names;
    }

    ArrayNode array() {
        return mapper.createArrayNode();
    }

    /** Throws IllegalArgumentException, echoing nothing, when it is not JSON or not an object. */
    ObjectNode object(String text) {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    /** Throws IllegalArgumentException, echoing nothing, when it is not JSON. */
    JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON");
        }
    }
}
