package io.muster.core.hub;

import io.muster.core.identity.Secret;

/**
 * A module identity of a device, as one hub gives it and another takes it (4.7).
 *
 * @param managedBy who runs it, {@code iotEdge} for the runtime's own; empty for nobody
 * @param authentication the hub's own JSON for it in UTF-8; it holds keys, so it has no text form
 * @param twin its tags and desired properties
 */
public record HubModule(String moduleId, String managedBy, Secret authentication, HubTwin twin) {
    /** Whether a hub makes it by itself for every Edge device, so that it can only be updated. */
    public boolean madeByHub() {
        return moduleId.equals("$edgeAgent") || moduleId.equals("$edgeHub");
    }
}
