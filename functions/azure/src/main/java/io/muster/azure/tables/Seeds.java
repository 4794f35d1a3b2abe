package io.muster.azure.tables;

import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Hubs and policies from settings, planted into a service that has neither; later only what is stored counts (seams.md
 * section 10). What is named twice counts once, the first time.
 */
public record Seeds(List<LinkedHub> hubs, List<SasPolicy> policies) {
    public static final Seeds NONE = new Seeds(List.of(), List.of());

    public Seeds {
        hubs = distinct(hubs, hub -> hub.host().name());
        policies = distinct(policies, policy -> policy.name().toLowerCase(Locale.ROOT));
    }

    boolean any() {
        return !hubs.isEmpty() || !policies.isEmpty();
    }

    private static <T> List<T> distinct(List<T> seeds, Function<T, String> by) {
        Set<String> seen = new HashSet<>();
        return seeds.stream().filter(seed -> seen.add(by.apply(seed))).toList();
    }
}
