package io.muster.local.hub.registry;

/**
 * A module of a device, with its twin.
 *
 * @param managedBy who runs it; empty for nobody
 */
public record ModuleRecord(
        ModuleId id, String generationId, String etag, String managedBy, Authentication authentication, Twin twin) {

    ModuleRecord with(Twin changed) {
        return new ModuleRecord(id, generationId, etag, managedBy, authentication, changed);
    }
}
