package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.core.identity.HubHost;
import io.muster.core.levelling.HubBudget;
import io.muster.core.levelling.HubBudgets;
import java.util.Optional;

/** Rows of table {@code budgets}, one a throttling hub: outside the service's partition, for they change all the time. */
final class BudgetRows implements HubBudgets {
    private static final String COLUMN = "Budget";

    private final StorageTable table;
    private final Keys keys;

    BudgetRows(StorageTable table, Keys keys) {
        this.table = table;
        this.keys = keys;
    }

    @Override
    public Optional<Kept> find(HubHost hub) {
        return table.find(keys.budget(hub)).map(row -> new Kept(read(row.text(COLUMN)), row.version()));
    }

    @Override
    public Optional<Kept> save(HubHost hub, HubBudget budget, Optional<Kept> former) {
        Row row = Row.at(keys.budget(hub)).put(COLUMN, write(budget));
        Optional<String> version =
                former.isPresent() ? table.merge(row.ifAt(former.get().version())) : table.insert(row);
        return version.map(written -> new Kept(budget, written));
    }

    private static String write(HubBudget budget) {
        return JsonColumn.object()
                .put("perMinute", budget.perMinute())
                .put("issued", budget.issued())
                .put("allowed", budget.allowed())
                .put("at", budget.at().toString())
                .put("changed", budget.changed().toString())
                .toString();
    }

    private static HubBudget read(String column) {
        JsonNode json = JsonColumn.parse(column);
        return new HubBudget(
                json.path("perMinute").doubleValue(),
                json.path("issued").longValue(),
                json.path("allowed").doubleValue(),
                JsonColumn.instant(json, "at"),
                JsonColumn.instant(json, "changed"));
    }
}
