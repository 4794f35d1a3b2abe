package io.muster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers of each kind on each side. Known devices belong to one caller each, so that none registers twice at a time. */
final class Workloads {
    /** More than this machine's stores can do, so that no caller runs out of devices. */
    private static final int MOST_A_SECOND = 800;

    private static final int KNOWN_A_CALLER = 6;

    private final LocalStack stack;
    private final Fleet fleet;
    private final Floor floor;
    private final Registering.Counts counts = new Registering.Counts();
    private final AtomicInteger fresh = new AtomicInteger();
    private final List<List<Fleet.Device>> known = new ArrayList<>();

    private Workloads(LocalStack stack, Fleet fleet, Floor floor) {
        this.stack = stack;
        this.fleet = fleet;
        this.floor = floor;
    }

    /** Registers the known devices of up to so many callers, on both sides. */
    static Workloads prepare(LocalStack stack, Fleet fleet, int callers) throws Exception {
        Floor floor = Floor.of(stack, fleet.partition(fleet.probe()));
        Workloads workloads = new Workloads(stack, fleet, floor);
        Queue<Fleet.Device> all = new ConcurrentLinkedQueue<>();
        for (int caller = 0; caller < callers; caller++) {
            List<Fleet.Device> own = new ArrayList<>();
            for (int i = 0; i < KNOWN_A_CALLER; i++) {
                own.add(fleet.device("known-" + caller + "-" + i));
            }
            workloads.known.add(own);
            all.addAll(own);
        }
        for (Fleet.Device device : all) {
            floor.first(device.id());
        }
        Sample sample = Load.run(
                4,
                Duration.ofMinutes(2),
                caller -> new Registering(stack.connect(), () -> Optional.ofNullable(all.poll()), workloads.counts));
        if (sample.failed() > 0) {
            throw new IllegalStateException("devices were not registered: " + sample.firstFailure());
        }
        return workloads;
    }

    Registering.Counts counts() {
        return counts;
    }

    Load.Source source(Side side, Kind kind, Duration length) {
        return switch (side) {
            case SERVICE -> kind == Kind.FIRST ? newDevices(length) : knownDevices();
            case FLOOR -> kind == Kind.FIRST ? caller -> this::bareFirst : this::bareAgain;
        };
    }

    private Load.Source newDevices(Duration length) {
        Queue<Fleet.Device> devices = new ConcurrentLinkedQueue<>();
        for (long i = length.toMillis() * MOST_A_SECOND / 1000; i > 0; i--) {
            devices.add(fleet.device("new-" + fresh.incrementAndGet()));
        }
        return caller -> new Registering(stack.connect(), () -> Optional.ofNullable(devices.poll()), counts);
    }

    private Load.Source knownDevices() {
        return caller -> {
            List<Fleet.Device> own = known.get(caller);
            AtomicInteger turn = new AtomicInteger();
            return new Registering(
                    stack.connect(), () -> Optional.of(own.get(turn.getAndIncrement() % own.size())), counts);
        };
    }

    private boolean bareFirst() throws Exception {
        floor.first("new-" + fresh.incrementAndGet());
        return true;
    }

    private Load.Caller bareAgain(int caller) {
        List<Fleet.Device> own = known.get(caller);
        AtomicInteger turn = new AtomicInteger();
        return () -> {
            floor.again(own.get(turn.getAndIncrement() % own.size()).id());
            return true;
        };
    }
}
