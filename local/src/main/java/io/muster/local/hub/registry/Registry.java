package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The identities and twins of one hub. It belongs to one thread, the hub's event loop. */
public final class Registry {

    private final NavigableMap<DeviceId, DeviceRecord> devices = new TreeMap<>();
    private final Journal journal;
    private final RegistryListener listener;
    private final Clock clock;

    public Registry(Journal journal, RegistryListener listener, Clock clock) throws IOException {
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        for (DeviceRecord device : journal.load()) {
            // A journal of before there were modules has none for the runtime.
            devices.put(device.id(), Modules.withRuntime(device, clock));
            listener.found(device.identity());
        }
    }

    /** The device of that id, if there is one. */
    public Optional<DeviceRecord> find(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** Adds what the device reports to its twin; throws 400 when it breaks the twin's rules. */
    public DeviceRecord report(DeviceId id, ObjectNode patch) {
        DeviceRecord device = get(id);
        return store(device.with(device.twin().reported(TwinPatch.reported(patch), clock.instant())));
    }

    Collection<DeviceRecord> all() {
        return Collections.unmodifiableCollection(devices.values());
    }

    boolean isConnected(DeviceId id) {
        return listener.isConnected(id);
    }

    DeviceRecord get(DeviceId id) {
        return find(id).orElseThrow(() -> new HubException(HubError.DEVICE_NOT_FOUND, id.text()));
    }

    DeviceRecord create(DeviceSpec spec) {
        if (devices.containsKey(spec.id())) {
            throw new HubException(
                    HubError.DEVICE_ALREADY_EXISTS, "A device with ID '" + spec.id() + "' is already registered.");
        }
        Instant now = clock.instant();
        DeviceIdentity identity = new DeviceIdentity(
                spec.id(),
                UUID.randomUUID().toString(),
                newEtag(),
                spec.status(),
                spec.statusReason(),
                now,
                spec.authentication(),
                spec.iotEdge());
        DeviceRecord created = store(new DeviceRecord(identity, Twin.initial(now), Map.of()));
        listener.created(identity);
        return created;
    }

    DeviceRecord update(DeviceSpec spec, Precondition precondition) {
        DeviceRecord device = get(spec.id());
        precondition.check(device.identity().etag());
        DeviceRecord updated = store(device.with(device.identity().changedTo(spec, newEtag(), clock.instant())));
        listener.updated(updated.identity());
        return updated;
    }

    void delete(DeviceId id, Precondition precondition) {
        precondition.check(get(id).identity().etag());
        journal.delete(id);
        devices.remove(id);
        listener.deleted(id);
    }

    DeviceRecord patchTwin(DeviceId id, Precondition precondition, TwinPatch patch) {
        Twin twin = checkedTwin(id, precondition).patched(patch, clock.instant());
        return changeTwin(id, twin, patch.desired().orElseGet(Json::object));
    }

    DeviceRecord replaceTwin(DeviceId id, Precondition precondition, TwinPatch content) {
        Twin twin = checkedTwin(id, precondition).replaced(content, clock.instant());
        return changeTwin(id, twin, content.desired().orElseGet(Json::object));
    }

    private Twin checkedTwin(DeviceId id, Precondition precondition) {
        Twin twin = get(id).twin();
        precondition.check(twin.etag());
        return twin;
    }

    private DeviceRecord changeTwin(DeviceId id, Twin twin, ObjectNode desired) {
        long before = get(id).twin().desired().version();
        DeviceRecord changed = store(get(id).with(twin));
        if (twin.desired().version() != before) {
            listener.desiredChanged(id, desired, twin.desired().version());
        }
        return changed;
    }

    DeviceRecord store(DeviceRecord wanted) {
        DeviceRecord device = Modules.withRuntime(wanted, clock);
        journal.put(device);
        devices.put(device.id(), device);
        return device;
    }

    Modules modules() {
        return new Modules(this, clock);
    }

    static String newEtag() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
