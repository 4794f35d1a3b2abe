package io.muster.local.hub.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An identity with its twin and its modules: what is stored together, and goes together. */
public record DeviceRecord(DeviceIdentity identity, Twin twin, Map<ModuleId, ModuleRecord> modules) {

    public DeviceRecord {
        modules = Collections.unmodifiableMap(new TreeMap<>(modules));
    }

    public DeviceId id() {
        return identity.id();
    }

    DeviceRecord with(DeviceIdentity changed) {
        return new DeviceRecord(changed, twin, modules);
    }

    DeviceRecord with(Twin changed) {
        return new DeviceRecord(identity, changed, modules);
    }

    DeviceRecord with(ModuleRecord module) {
        Map<ModuleId, ModuleRecord> next = new TreeMap<>(modules);
        next.put(module.id(), module);
        return new DeviceRecord(identity, twin, next);
    }

    DeviceRecord without(ModuleId module) {
        Map<ModuleId, ModuleRecord> next = new TreeMap<>(modules);
        next.remove(module);
        return new DeviceRecord(identity, twin, next);
    }
}
