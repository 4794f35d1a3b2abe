package io.muster.azure.iothub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubTwin;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Module identities in the hub's JSON. */
final class ModuleJson {
    private static final Pattern MODULE_ID = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1,128}");

    private final HubJson hub;

    ModuleJson(HubJson hub) {
        this.hub = hub;
    }

    /** Reads a list of modules, without their twins; throws IllegalArgumentException when it is none, echoing nothing. */
    List<HubModule> readAll(String body) {
        if (!(hub.parse(body) instanceof ArrayNode array)) {
            throw new IllegalArgumentException("not a JSON array");
        }
        List<HubModule> modules = new ArrayList<>();
        for (JsonNode each : array) {
            modules.add(read(each));
        }
        return modules;
    }

    private static HubModule read(JsonNode module) {
        String moduleId = module.path("moduleId").asText();
        if (!MODULE_ID.matcher(moduleId).matches()) {
            throw new IllegalArgumentException("a module without a moduleId");
        }
        if (!(module.path("authentication") instanceof ObjectNode authentication)) {
            throw new IllegalArgumentException("a module without authentication");
        }
        return new HubModule(
                moduleId,
                module.path("managedBy").asText(""),
                Secret.of(authentication.toString().getBytes(StandardCharsets.UTF_8)),
                HubTwin.EMPTY);
    }

    /** Throws IllegalArgumentException when the authentication is no JSON object. */
    String write(DeviceId deviceId, HubModule module) {
        ObjectNode body = names(deviceId, module);
        if (!module.managedBy().isEmpty()) {
            body.put("managedBy", module.managedBy());
        }
        byte[] authentication = module.authentication().reveal();
        body.set("authentication", hub.object(new String(authentication, StandardCharsets.UTF_8)));
        return body.toString();
    }

    /** Throws IllegalArgumentException when a half of the twin is no JSON object. */
    String twin(DeviceId deviceId, HubModule module) {
        ObjectNode body = names(deviceId, module);
        hub.addTwin(body, module.twin());
        return body.toString();
    }

    private ObjectNode names(DeviceId deviceId, HubModule module) {
        return hub.object("{}").put("deviceId", deviceId.text()).put("moduleId", module.moduleId());
    }
}
