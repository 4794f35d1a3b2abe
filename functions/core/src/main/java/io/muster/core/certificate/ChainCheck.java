package io.muster.core.certificate;

import io.muster.core.decision.Step;
import io.muster.core.decision.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a device's certificates hold (2.17 to 2.34). What passed and what failed is told in the trail; a device that
 * fails is refused for its most telling flaw.
 */
public final class ChainCheck {
    private ChainCheck() {}

    /**
     * All ways from the leaf up to a verified CA that hold, longest first: at least one, or a Refusal is thrown. None
     * is the beginning of another one.
     */
    public static List<ValidPath> paths(DeviceChain chain, Trust trust, Instant now, Trail trail) {
        leafByItself(chain, trust.revocations(), now, trail);
        PathSearch search = new PathSearch(chain, trust, now, trail);
        List<Flaw> flaws = new ArrayList<>();
        List<List<Link>> valid = new ArrayList<>();
        for (List<Link> path : longestFirst(search.run())) {
            if (valid.stream()
                    .noneMatch(longer -> longer.subList(0, path.size()).equals(path))) {
                Optional<Flaw> flaw =
                        PathRules.flaw(path, now).or(() -> trust.revocations().flaw(path, now, trail));
                flaw.ifPresent(found -> found.note(trail));
                flaw.ifPresentOrElse(flaws::add, () -> valid.add(path));
            }
        }
        if (valid.isEmpty()) {
            throw mostTelling(flaws, search.flaws()).refuse(trail);
        }
        valid.forEach(path -> trail.note(Step.CHAIN, chain.describe(), told(path)));
        return valid.stream().map(ValidPath::of).toList();
    }

    /** For a leaf that is enrolled as it is (2.18): all that is asked of it by itself, and no chain. */
    public static void leafAlone(DeviceChain chain, Trust trust, Instant now, Trail trail) {
        leafByItself(chain, trust.revocations(), now, trail);
        trail.note(Step.CERTIFICATE, chain.describe(), "valid by itself");
    }

    private static void leafByItself(DeviceChain chain, Revocations revocations, Instant now, Trail trail) {
        ParsedCertificate leaf = chain.leafCertificate();
        Optional<Flaw> flaw = revocations.denied(leaf).or(() -> CertificateRules.ofLeaf(leaf, now));
        if (flaw.isPresent()) {
            throw flaw.get().refuse(trail);
        }
    }

    private static List<List<Link>> longestFirst(List<List<Link>> found) {
        return found.stream()
                .sorted(Comparator.comparing((List<Link> path) -> -path.size()))
                .toList();
    }

    private static String told(List<Link> path) {
        return path.stream().skip(1).map(Link::told).collect(Collectors.joining(" < ", "valid, under ", ", verified"));
    }

    private static Flaw mostTelling(List<Flaw> ofPaths, List<Flaw> ofCandidates) {
        return Stream.concat(ofPaths.stream(), ofCandidates.stream())
                .min(Comparator.comparing(Flaw::reason))
                .orElseThrow();
    }
}
