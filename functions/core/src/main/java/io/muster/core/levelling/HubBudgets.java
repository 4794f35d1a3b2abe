package io.muster.core.levelling;

import io.muster.core.identity.HubHost;
import java.util.Optional;

/** Port: the budgets of hubs that throttle, shared by all instances; compare-and-set. */
public interface HubBudgets {
    record Kept(HubBudget budget, String version) {}

    /** Throws Problem of kind UNAVAILABLE when the store cannot say. */
    Optional<Kept> find(HubHost hub);

    /**
     * @param former what it takes the place of; empty for the first
     * @return empty when somebody else was first
     */
    Optional<Kept> save(HubHost hub, HubBudget budget, Optional<Kept> former);
}
