package io.muster.core.testkit;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.HubTwin;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.HubHost;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hubs with their identities and twins. Calls are journalled as {@code <first label of the host>.<verb>}; a slow hub
 * moves the clock on, and runs into the caller's timeout when it is too slow.
 */
public final class FakeHubs implements HubRegistry, LinkedHubs {
    private final List<LinkedHub> linked = new ArrayList<>();
    private final Map<HubHost, Map<DeviceId, Device>> devices = new HashMap<>();
    private final Map<String, Deque<HubFailure>> failures = new HashMap<>();
    private final Map<HubHost, Duration> latencies = new HashMap<>();
    private final ManualClock clock;
    private final Journal journal;

    public FakeHubs(ManualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** What a hub holds of one device. */
    public record Device(HubIdentity identity, HubTwin twin) {}

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

    /** Every call to this hub takes that long from now on. */
    public void latency(HubHost host, Duration latency) {
        latencies.put(host, latency);
    }

    public Optional<Device> device(HubHost host, DeviceId id) {
        return Optional.ofNullable(at(host).get(id));
    }

    /** Makes, changes or (empty) removes a device behind the service's back. */
    public void put(HubHost host, DeviceId id, Optional<Device> device) {
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
        HubTwin twin = former.map(Device::twin).orElse(HubTwin.EMPTY);
        at(hub.host()).put(identity.deviceId(), new Device(identity, twin));
        journal.after(call);
        return former.isPresent() ? Written.UPDATED : Written.CREATED;
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
        at(hub.host()).put(deviceId, new Device(former.get().identity(), next));
        journal.after(call);
    }

    @Override
    public void delete(LinkedHub hub, DeviceId deviceId, Duration timeout) throws HubFailure {
        String call = begin(hub, "delete", timeout);
        at(hub.host()).remove(deviceId);
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
