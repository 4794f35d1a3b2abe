package io.muster.local.hub.registry;

/** An identity with its twin: what is stored together. */
public record DeviceRecord(DeviceIdentity identity, Twin twin) {

    public DeviceId id() {
        return identity.id();
    }
}
