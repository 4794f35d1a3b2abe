package io.muster.gateway.upstream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;

/** All instances; hands out the least busy one that is up, taking turns among equals. Safe for all threads. */
public final class Instances {
    private final List<Instance> all;
    private final Optional<X509TrustManager> trust;
    private final AtomicInteger turn = new AtomicInteger();

    /** Instances that, where they are called over TLS, show certificates of the authorities that the JDK trusts. */
    public Instances(List<Instance> all) {
        this(all, Optional.empty());
    }

    /** The same, with certificates that {@code trust} judges. */
    public Instances(List<Instance> all, Optional<X509TrustManager> trust) {
        this.all = List.copyOf(all);
        this.trust = trust;
    }

    /** Whether any would be given a request. */
    public boolean anyUp() {
        return all.stream().anyMatch(Instance::isUp);
    }

    Optional<X509TrustManager> trust() {
        return trust;
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
