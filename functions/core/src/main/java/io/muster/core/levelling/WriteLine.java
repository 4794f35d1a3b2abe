package io.muster.core.levelling;

import io.muster.core.hub.HubFailure;
import io.muster.core.hub.HubIdentity;
import io.muster.core.hub.HubRegistry;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.DeviceId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Those of one instance who wait to write to one hub. One of them at a time makes the call, for as many as there are. */
final class WriteLine {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean led;

    /** What one who waits is told. */
    sealed interface Signal {
        /** To make the next call. */
        record Lead() implements Signal {}

        record Outcome(Optional<HubFailure> failure) implements Signal {}
    }

    /** One write that waits. */
    final class Waiting {
        private final LinkedHub hub;
        private final HubIdentity identity;
        private final Deque<Signal> signals = new ArrayDeque<>();
        private final Condition told = lock.newCondition();

        private Waiting(LinkedHub hub, HubIdentity identity) {
            this.hub = hub;
            this.identity = identity;
        }

        LinkedHub hub() {
            return hub;
        }

        HubIdentity identity() {
            return identity;
        }

        /** Empty when nothing was said in that time. */
        Optional<Signal> next(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                long left = timeout.toNanos();
                while (signals.isEmpty() && left > 0) {
                    left = told.awaitNanos(left);
                }
                return Optional.ofNullable(signals.poll());
            } finally {
                lock.unlock();
            }
        }

        void tell(Optional<HubFailure> failure) {
            signal(new Signal.Outcome(failure));
        }

        private void signal(Signal signal) {
            lock.lock();
            try {
                signals.add(signal);
                told.signal();
            } finally {
                lock.unlock();
            }
        }

        private boolean isToLead() {
            return signals.stream().anyMatch(Signal.Lead.class::isInstance);
        }
    }

    Waiting enter(LinkedHub hub, HubIdentity identity) {
        lock.lock();
        try {
            Waiting entered = new Waiting(hub, identity);
            waiting.add(entered);
            if (!led) {
                leadOn();
            }
            return entered;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Those the next call is made for, of different devices, who wait no more; the first of them makes it. */
    List<Waiting> batch() {
        lock.lock();
        try {
            Set<DeviceId> devices = new HashSet<>();
            List<Waiting> batch = waiting.stream()
                    .filter(each -> devices.add(each.identity().deviceId()))
                    .limit(HubRegistry.MOST_AT_ONCE)
                    .toList();
            waiting.removeAll(batch);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** The call is over: the first of those who have come meanwhile makes the next. */
    void leadOn() {
        lock.lock();
        try {
            led = !waiting.isEmpty();
            if (led) {
                waiting.get(0).signal(new Signal.Lead());
            }
        } finally {
            lock.unlock();
        }
    }

    /** One who waits no longer; was it to make the call, another one does. */
    void leave(Waiting own) {
        lock.lock();
        try {
            waiting.remove(own);
            if (own.isToLead()) {
                leadOn();
            }
        } finally {
            lock.unlock();
        }
    }
}
