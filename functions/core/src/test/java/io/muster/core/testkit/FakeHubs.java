package io.muster.core.testkit;

import io.muster.core.hub.BulkResult;
import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubModule;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.hub.NewIdentity;
import io.muster.core.hub.SeenIdentity;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.HubHost;
import io.muster.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hubs with their identities and twins. Calls are journalled as {@code <first label of the host>.<verb>}; a slow hub
 * moves the clock on, and runs into the caller's timeout when it is too slow.
 */
public final class FakeHubs implements HubRegistry, LinkedHubs {
    private static final byte[] NO_KEYS = "{\"type\":\"none\"}".getBytes(StandardCharsets.UTF_8);

    private final List<LinkedHub> linked = new ArrayList<>();
    private final Map<HubHost, Map<DeviceId, Device>> devices = new HashMap<>();
    private final Map<DeviceId, Integer> versions = new HashMap<>();
    private final Map<String, Deque<HubFailure>> failures = new HashMap<>();
    private final Map<HubHost, Map<DeviceId, HubFailure>> refusals = new HashMap<>();
    private final Map<HubHost, Duration> latencies = new HashMap<>();
    private final ManualClock clock;
    private final Journal journal;

    public FakeHubs(ManualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** What a hub holds of one device; modules by their id. */
    public record Device(HubIdentity identity, HubTwin twin, boolean enabled, Map<String, HubModule> modules) {
        public Device {
            Map<String, HubModule> all = new TreeMap<>(modules);
            // A hub makes these by itself.
            for (String id : identity.iotEdge() ? List.of("$edgeAgent", "$edgeHub") : List.<String>of()) {
                all.computeIfAbsent(id, key -> new HubModule(id, "iotEdge", Secret.of(NO_KEYS), HubTwin.EMPTY));
            }
            modules = Collections.unmodifiableMap(all);
        }

        public Device(HubIdentity identity, HubTwin twin) {
            this(identity, twin, true, Map.of());
        }

        private Device with(HubTwin next) {
            return new Device(identity, next, enabled, modules);
        }

        private Device with(HubModule module) {
            Map<String, HubModule> next = new TreeMap<>(modules);
            HubTwin kept = next.containsKey(module.moduleId())
                    ? next.get(module.moduleId()).twin()
                    : HubTwin.EMPTY;
            HubTwin twinNow = module.twin().equals(HubTwin.EMPTY) ? kept : module.twin();
            next.put(
                    module.moduleId(),
                    new HubModule(module.moduleId(), module.managedBy(), module.authentication(), twinNow));
            return new Device(identity, twin, enabled, next);
        }

        private Device enabled(boolean now) {
            return new Device(identity, twin, now, modules);
        }
    }

    public LinkedHub link(LinkedHub hub) {
        linked.removeIf(known -> known.host().equals(hub.host()));
        linked.add(hub);
        return hub;
    }

    public void unlink(HubHost host) {
        linked.removeIf(hub -> hub.host().equals(host));
    }

    @Override
    public List<LinkedHub> all() {
        return List.copyOf(linked);
    }

    /** The next {@code call}, such as {@code hub-a.write}, fails and has no effect. */
    public void failNext(String call, HubFailure.Kind kind, Optional<Duration> retryAfter) {
        failures.computeIfAbsent(call, key -> new ArrayDeque<>())
                .add(new HubFailure(kind, call + " answered " + kind, retryAfter));
    }

    /** The next bulk call with this device refuses it, and writes the others. */
    public void refuseNext(HubHost host, DeviceId id, HubFailure.Kind kind) {
        refusals.computeIfAbsent(host, key -> new HashMap<>())
                .put(id, new HubFailure(kind, "bulk write refused as " + kind, Optional.empty()));
    }

    /** Every call to this hub takes that long from now on. */
    public void latency(HubHost host, Duration latency) {
        latencies.put(host, latency);
    }

    public Optional<Device> device(HubHost host, DeviceId id) {
        return Optional.ofNullable(at(host).get(id));
    }

    /** Makes, changes or (empty) removes a device behind the service's back. */
    public void put(HubHost host, DeviceId id, Optional<Device> device) {
        changed(id);
        device.ifPresentOrElse(it -> at(host).put(id, it), () -> at(host).remove(id));
    }

    /** The hubs that know a device of this id, linked or not. */
    public List<HubHost> holdersOf(DeviceId id) {
        return devices.keySet().stream()
                .filter(host -> at(host).containsKey(id))
                .toList();
    }

    @Override
    public Written write(LinkedHub hub, HubIdentity identity, boolean expectedToExist, Duration timeout)
            throws HubFailure {
        String call = begin(hub, "write", timeout);
        Optional<Device> former = device(hub.host(), identity.deviceId());
        put(hub.host(), identity, former.map(Device::twin).orElse(HubTwin.EMPTY));
        journal.after(call);
        return former.isPresent() ? Written.UPDATED : Written.CREATED;
    }

    private void put(HubHost host, HubIdentity identity, HubTwin twin) {
        Map<String, HubModule> modules =
                device(host, identity.deviceId()).map(Device::modules).orElse(Map.of());
        at(host).put(identity.deviceId(), new Device(identity, twin, true, modules));
        changed(identity.deviceId());
    }

    @Override
    public Optional<HubTwin> twin(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        String call = begin(hub, "twin", timeout);
        Optional<HubTwin> twin = device(hub.host(), deviceId).map(Device::twin);
        journal.after(call);
        return twin;
    }

    @Override
    public void writeTwin(LinkedHub hub, DeviceId deviceId, HubTwin twin, TwinWrite how, Duration timeout)
            throws HubFailure {
        String call = begin(hub, "writeTwin" + (how == TwinWrite.MERGE ? "(merge)" : "(replace)"), timeout);
        Optional<Device> former = device(hub.host(), deviceId);
        if (former.isEmpty()) {
            throw new HubFailure(HubFailure.Kind.REJECTED, call + ": no such device", Optional.empty());
        }
        HubTwin next =
                how == TwinWrite.REPLACE ? twin : FlatJson.merge(former.get().twin(), twin);
        at(hub.host()).put(deviceId, former.get().with(next));
        journal.after(call);
    }

    @Override
    public void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        String call = begin(hub, "delete", timeout);
        at(hub.host()).remove(deviceId);
        journal.after(call);
    }

    /** The journal tells enabling from disabling. */
    @Override
    public void setEnabled(LinkedHub hub, DeviceId deviceId, boolean enabled, Duration timeout) throws HubFailure {
        String call = begin(hub, enabled ? "enable" : "disable", timeout);
        at(hub.host()).computeIfPresent(deviceId, (id, device) -> device.enabled(enabled));
        changed(deviceId);
        journal.after(call);
    }

    @Override
    public Optional<SeenIdentity> find(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        String call = begin(hub, "find", timeout);
        Optional<SeenIdentity> seen = device(hub.host(), deviceId)
                .map(it -> new SeenIdentity(deviceId, etag(deviceId), it.enabled(), Secret.of(NO_KEYS)));
        journal.after(call);
        return seen;
    }

    @Override
    public boolean delete(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        String call = begin(hub, "deleteSeen", timeout);
        boolean current = isCurrent(hub, seen);
        if (current) {
            at(hub.host()).remove(seen.deviceId());
        }
        journal.after(call);
        return current;
    }

    @Override
    public boolean disable(LinkedHub hub, SeenIdentity seen, Duration timeout) throws HubFailure {
        String call = begin(hub, "disableSeen", timeout);
        boolean current = isCurrent(hub, seen);
        if (current) {
            at(hub.host()).computeIfPresent(seen.deviceId(), (id, device) -> device.enabled(false));
            changed(seen.deviceId());
        }
        journal.after(call);
        return current;
    }

    private boolean isCurrent(LinkedHub hub, SeenIdentity seen) {
        return device(hub.host(), seen.deviceId()).isEmpty()
                || etag(seen.deviceId()).equals(seen.etag());
    }

    private Etag etag(DeviceId id) {
        return new Etag("v" + versions.getOrDefault(id, 0));
    }

    private void changed(DeviceId id) {
        int unused = versions.merge(id, 1, Integer::sum);
    }

    @Override
    public BulkResult writeAll(LinkedHub hub, List<NewIdentity> identities, Duration timeout) throws HubFailure {
        if (identities.isEmpty()) {
            return new BulkResult(Map.of());
        }
        String call = begin(hub, "writeAll", timeout);
        Map<DeviceId, HubFailure> planned = refusals.getOrDefault(hub.host(), new HashMap<>());
        Map<DeviceId, HubFailure> refused = new HashMap<>();
        for (NewIdentity each : identities) {
            DeviceId id = each.identity().deviceId();
            if (planned.containsKey(id)) {
                refused.put(id, planned.remove(id));
            } else {
                HubTwin kept = device(hub.host(), id).map(Device::twin).orElse(HubTwin.EMPTY);
                put(hub.host(), each.identity(), each.initialTwin().orElse(kept));
            }
        }
        journal.after(call);
        return new BulkResult(refused);
    }

    @Override
    public List<HubModule> modules(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        String call = begin(hub, "modules", timeout);
        List<HubModule> modules = device(hub.host(), deviceId)
                .map(device -> List.copyOf(device.modules().values()))
                .orElse(List.of());
        journal.after(call);
        return modules;
    }

    @Override
    public void writeModule(LinkedHub hub, DeviceId deviceId, HubModule module, Duration timeout) throws HubFailure {
        String call = begin(hub, "writeModule", timeout);
        Optional<Device> device = device(hub.host(), deviceId);
        if (device.isEmpty()) {
            throw new HubFailure(HubFailure.Kind.REJECTED, call + ": no such device", Optional.empty());
        }
        at(hub.host()).put(deviceId, device.get().with(module));
        journal.after(call);
    }

    private String begin(LinkedHub hub, String verb, Duration timeout) throws HubFailure {
        String label = hub.host().name().split("\\.", 2)[0];
        String call = label + "." + verb;
        journal.before(call);
        Duration latency = latencies.getOrDefault(hub.host(), Duration.ZERO);
        boolean late = latency.compareTo(timeout) > 0;
        clock.advance(late ? timeout : latency);
        if (late) {
            throw new HubFailure(HubFailure.Kind.UNAVAILABLE, call + ": no answer in time", Optional.empty());
        }
        Deque<HubFailure> planned = failures.getOrDefault(call, new ArrayDeque<>());
        if (!planned.isEmpty()) {
            throw planned.remove();
        }
        return call;
    }

    private Map<DeviceId, Device> at(HubHost host) {
        return devices.computeIfAbsent(host, key -> new HashMap<>());
    }
}
