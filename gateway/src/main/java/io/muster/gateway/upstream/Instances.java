package io.muster.gateway.upstream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** All instances; hands out the least busy one that is up, taking turns among equals. Safe for all threads. */
public final class Instances {
    private final List<Instance> all;
    private final AtomicInteger turn = new AtomicInteger();

    public Instances(List<Instance> all) {
        this.all = List.copyOf(all);
    }

    List<Instance> all() {
        return all;
    }

    /** The instance to try next, or none when every one is down or was tried for this request. */
    Optional<Instance> choose(Set<Instance> tried) {
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        Optional<Instance> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            Instance candidate = all.get((first + i) % all.size());
            if (candidate.isUp() && candidate.inFlight() < least && !tried.contains(candidate)) {
                best = Optional.of(candidate);
                least = candidate.inFlight();
            }
        }
        return best;
    }
}
