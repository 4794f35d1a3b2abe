package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Operation;

/**
 * Which calls a rule is for; each empty text is for any.
 *
 * @param pathPrefix of the decoded path
 * @param operation a name such as {@code createDevice}
 * @param device a device's id, also when it is one of a bulk call
 */
record Match(String method, String pathPrefix, String operation, String device) {

    static Match read(Members members) {
        String operation = members.text("operation");
        if (!operation.isEmpty() && Operation.named(operation).isEmpty()) {
            throw new IllegalArgumentException("operation is none of the hub's, such as createDevice");
        }
        return new Match(members.text("method"), members.text("pathPrefix"), operation, members.text("device"));
    }

    boolean fits(Asked asked) {
        return (method.isEmpty() || method.equalsIgnoreCase(asked.method()))
                && asked.path().startsWith(pathPrefix)
                && (operation.isEmpty() || operation.equals(asked.operation().wireName()))
                && (device.isEmpty() || asked.names(device));
    }

    void write(ObjectNode json) {
        json.put("method", method).put("pathPrefix", pathPrefix);
        json.put("operation", operation).put("device", device);
    }
}
