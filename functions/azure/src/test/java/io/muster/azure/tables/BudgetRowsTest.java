package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.core.identity.HubHost;
import io.muster.core.levelling.HubBudget;
import io.muster.core.levelling.HubBudgets;
import io.muster.core.levelling.HubBudgets.Kept;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5.6: a hub's budget is one for all instances")
class BudgetRowsTest {
    private static final HubHost HUB = new HubHost("hub-1.azure-devices.net");
    private static final HubBudget BUDGET = new HubBudget(93.5, 12, -3.25, Samples.NOW.plusNanos(7), Samples.NOW);

    private final Instance instance = new Instance(Instance.freshScope());
    private final HubBudgets budgets = instance.stores.budgets();

    @Test
    @DisplayName("it comes back as it was, and who writes over an older one is told so")
    void compareAndSet() {
        assertEquals(Optional.empty(), budgets.find(HUB));
        Kept first = budgets.save(HUB, BUDGET, Optional.empty()).orElseThrow();
        assertEquals(first, budgets.find(HUB).orElseThrow());
        assertEquals(Optional.empty(), budgets.save(HUB, BUDGET, Optional.empty()));
        HubBudget next = new HubBudget(60, 13, 0, Samples.NOW, Samples.NOW);
        assertTrue(budgets.save(HUB, next, Optional.of(first)).isPresent());
        assertEquals(Optional.empty(), budgets.save(HUB, BUDGET, Optional.of(first)));
        assertEquals(next, budgets.find(HUB).orElseThrow().budget());
    }

    @Test
    @DisplayName("of many who save at once one is first")
    void race() {
        List<Boolean> saved = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> budgets.save(HUB, BUDGET, Optional.empty()).isPresent())
                .toList();
        assertEquals(1, saved.stream().filter(won -> won).count());
    }
}
