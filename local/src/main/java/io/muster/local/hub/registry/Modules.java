package io.muster.local.hub.registry;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The modules of the registry's devices. */
final class Modules {

    // What the vendor's documentation of quotas says.
    private static final int MOST_ON_A_DEVICE = 50;

    private final Registry registry;
    private final Clock clock;

    Modules(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The device with the modules that a hub makes for every Edge device. */
    static DeviceRecord withRuntime(DeviceRecord device, Clock clock) {
        DeviceRecord next = device;
        if (device.identity().iotEdge()) {
            for (ModuleId id : new ModuleId[] {ModuleId.EDGE_AGENT, ModuleId.EDGE_HUB}) {
                if (!next.modules().containsKey(id)) {
                    next = next.with(made(
                            new ModuleSpec(id, "iotEdge", new Authentication.None()), Twin.initial(clock.instant())));
                }
            }
        }
        return next;
    }

    Collection<ModuleRecord> all(DeviceId device) {
        return registry.get(device).modules().values();
    }

    ModuleRecord get(DeviceId device, ModuleId id) {
        return Optional.ofNullable(registry.get(device).modules().get(id))
                .orElseThrow(() -> new HubException(HubError.MODULE_NOT_FOUND, device + "/" + id));
    }

    ModuleRecord create(DeviceId deviceId, ModuleSpec spec) {
        DeviceRecord device = registry.get(deviceId);
        if (device.modules().containsKey(spec.id())) {
            throw new HubException(HubError.MODULE_ALREADY_EXISTS, deviceId + "/" + spec.id() + " is already there");
        }
        if (device.modules().size() >= MOST_ON_A_DEVICE) {
            throw new HubException(HubError.TOO_MANY_MODULES, "A device has at most " + MOST_ON_A_DEVICE + " modules");
        }
        return store(device, made(spec, Twin.initial(clock.instant())));
    }

    ModuleRecord update(DeviceId device, ModuleSpec spec, Precondition precondition) {
        ModuleRecord former = get(device, spec.id());
        precondition.check(former.etag());
        return store(
                registry.get(device),
                new ModuleRecord(
                        spec.id(),
                        former.generationId(),
                        Registry.newEtag(),
                        spec.managedBy(),
                        spec.authentication(),
                        former.twin()));
    }

    void delete(DeviceId device, ModuleId id, Precondition precondition) {
        precondition.check(get(device, id).etag());
        if (id.isRuntime() && registry.get(device).identity().iotEdge()) {
            throw HubException.invalid("A module of the Edge runtime goes with its device only");
        }
        registry.store(registry.get(device).without(id));
    }

    ModuleRecord patchTwin(DeviceId device, ModuleId id, Precondition precondition, TwinPatch patch) {
        ModuleRecord module = get(device, id);
        precondition.check(module.twin().etag());
        return store(registry.get(device), module.with(module.twin().patched(patch, clock.instant())));
    }

    ModuleRecord replaceTwin(DeviceId device, ModuleId id, Precondition precondition, TwinPatch content) {
        ModuleRecord module = get(device, id);
        precondition.check(module.twin().etag());
        return store(registry.get(device), module.with(module.twin().replaced(content, clock.instant())));
    }

    private ModuleRecord store(DeviceRecord device, ModuleRecord module) {
        registry.store(device.with(module));
        return module;
    }

    private static ModuleRecord made(ModuleSpec spec, Twin twin) {
        return new ModuleRecord(
                spec.id(),
                UUID.randomUUID().toString(),
                Registry.newEtag(),
                spec.managedBy(),
                spec.authentication(),
                twin);
    }
}
