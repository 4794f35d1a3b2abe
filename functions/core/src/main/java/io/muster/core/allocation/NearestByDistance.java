package io.muster.core.allocation;

import io.muster.core.geo.Atlas;
import io.muster.core.geo.Spot;
import io.muster.core.hub.LinkedHub;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The hubs nearest to a caller (3.4); distance on the globe stands in for latency, which nobody measures here. */
public final class NearestByDistance implements Nearest {
    /** Places are that coarse: hubs no farther than this past the nearest tie with it. */
    private static final double SAME_KM = 200;
    /** And of a long way, this part. */
    private static final double SAME_PART = 0.1;

    private final Supplier<Atlas> atlas;

    /** @param atlas asked for at each decision and not before, so that a service without this policy never loads one */
    public NearestByDistance(Supplier<Atlas> atlas) {
        this.atlas = atlas;
    }

    /**
     * Those of the eligible hubs that tie for nearest, in their order; none when nothing tells where the caller is. Of a tie over
     * a border, the hubs in the caller's own country stay. A hub in an unknown region ties with others of its kind, where there
     * are no better ones.
     */
    @Override
    public List<LinkedHub> among(List<LinkedHub> eligible, Origin origin) {
        if (origin.address().isEmpty() && origin.hint().isEmpty()) {
            return List.of();
        }
        Atlas known = atlas.get();
        return known.caller(origin.address(), origin.hint())
                .map(caller -> nearest(eligible, known, caller))
                .orElse(List.of());
    }

    private static List<LinkedHub> nearest(List<LinkedHub> eligible, Atlas atlas, Spot caller) {
        List<Way> ways = eligible.stream()
                .flatMap(hub -> way(hub, atlas, caller).stream())
                .toList();
        if (ways.isEmpty()) {
            return List.copyOf(eligible);
        }
        double least = ways.stream().mapToDouble(Way::kilometres).min().orElseThrow();
        double most = least + Math.max(SAME_KM, least * SAME_PART);
        List<Way> ties = ways.stream().filter(way -> way.kilometres() <= most).toList();
        boolean home = ties.stream().anyMatch(Way::domestic);
        return ties.stream()
                .filter(way -> way.domestic() || !home)
                .map(Way::hub)
                .toList();
    }

    private static Optional<Way> way(LinkedHub hub, Atlas atlas, Spot caller) {
        return atlas.region(hub.location())
                .map(spot -> new Way(
                        hub,
                        caller.place().kilometresTo(spot.place()),
                        caller.country().equals(spot.country())));
    }

    private record Way(LinkedHub hub, double kilometres, boolean domestic) {}
}
