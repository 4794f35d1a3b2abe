package io.muster.azure.tables;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.service.ServiceDescription;
import io.muster.core.service.ServiceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The description's rows: what differs is written in one transaction with the settings, whose etag guards all of it. */
record TableService(ClockedRows rows, Keys keys, ServiceRows codecs, ServiceCache cache) implements ServiceStore {
    @Override
    public ServiceDescription current() {
        return cache.latest().description();
    }

    @Override
    public boolean replace(ServiceDescription before, ServiceDescription after) {
        Row settings = codecs.settings().write(after.settings());
        Optional<Row> stored = rows.find(settings.key());
        String expected = before.settings().etag().text();
        if (!stored.map(row -> row.text("Etag")).orElse(ServiceLoader.UNWRITTEN).equals(expected)) {
            return false;
        }
        List<TableTransactionAction> actions = new ArrayList<>();
        actions.add(stored.map(row -> new TableTransactionAction(
                        TableTransactionActionType.UPDATE_MERGE,
                        settings.ifAt(row.version()).entity(),
                        true))
                .orElseGet(() -> new TableTransactionAction(TableTransactionActionType.CREATE, settings.entity())));
        actions.addAll(differences(
                byKey(before.hubs(), hub -> keys.hub(hub.host())),
                byKey(after.hubs(), hub -> keys.hub(hub.host())),
                codecs.hubs()));
        actions.addAll(differences(
                byKey(before.policies(), policy -> keys.policy(policy.name())),
                byKey(after.policies(), policy -> keys.policy(policy.name())),
                codecs.policies()));
        if (actions.size() > ClockedRows.MOST) {
            throw Problem.of(
                    ProblemKind.INVALID_ARGUMENT,
                    "This changes " + (actions.size() - 1) + " hubs and policies at once, more than the "
                            + (ClockedRows.MOST - 1) + " that can be changed together; do it in two steps");
        }
        // Refused, but an earlier try of the client's may have landed without its answer.
        return rows.submit(actions) == Outcome.DONE
                || rows.find(settings.key())
                        .filter(row ->
                                row.text("Etag").equals(after.settings().etag().text()))
                        .isPresent();
    }

    private static <T> List<TableTransactionAction> differences(
            Map<Row.Key, T> before, Map<Row.Key, T> after, RowCodec<T> codec) {
        List<TableTransactionAction> actions = new ArrayList<>();
        for (Row.Key key : before.keySet()) {
            if (!after.containsKey(key)) {
                actions.add(new TableTransactionAction(
                        TableTransactionActionType.DELETE, Row.at(key).entity()));
            }
        }
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                actions.add(new TableTransactionAction(
                        TableTransactionActionType.UPSERT_MERGE,
                        codec.write(value).entity()));
            }
        });
        return actions;
    }

    private static <T> Map<Row.Key, T> byKey(List<T> values, Function<T, Row.Key> key) {
        return values.stream().collect(Collectors.toMap(key, Function.identity()));
    }
}
