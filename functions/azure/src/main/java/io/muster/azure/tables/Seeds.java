package io.muster.azure.tables;

import io.muster.core.access.SasPolicy;
import io.muster.core.hub.LinkedHub;
import java.util.List;

/** Hubs and policies from settings, inserted where absent: a row that exists wins (seams.md section 10). */
public record Seeds(List<LinkedHub> hubs, List<SasPolicy> policies) {
    public static final Seeds NONE = new Seeds(List.of(), List.of());

    public Seeds {
        hubs = List.copyOf(hubs);
        policies = List.copyOf(policies);
    }
}
