package io.muster.azure.tables;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.data.tables.TableAsyncClient;
import com.azure.data.tables.TableServiceAsyncClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One table; made where absent on first use. Every call is over in bounded time or throws {@code Problem} UNAVAILABLE. */
final class StorageTable {
    private static final Duration CALL = Duration.ofSeconds(12);
    private static final Duration LISTING = Duration.ofSeconds(30);

    /** Nobody waits for it who came for something else. */
    private static final Duration BULK = Duration.ofMinutes(5);

    /** The most the store gives at once. */
    private static final int PAGE = 1000;

    private static final int POINTS_AT_ONCE = 64;
    /** Of writes in the background, which leave room for those that somebody waits for. */
    private static final int WRITES_AT_ONCE = 16;

    private static final int NOT_FOUND = 404;

    private final String name;
    private final Lazy<TableAsyncClient> client;

    StorageTable(String name, Supplier<TableServiceAsyncClient> service) {
        this.name = name;
        this.client = new Lazy<>(() -> {
            await(service.get().createTableIfNotExists(name), CALL);
            return service.get().getTableClient(name);
        });
    }

    private StorageTable(String name, Lazy<TableAsyncClient> client) {
        this.name = name;
        this.client = client;
    }

    /** A table that was seen to be there: it is not made, and a call for it fails should it be gone. */
    static StorageTable existing(String name, Supplier<TableServiceAsyncClient> service) {
        return new StorageTable(name, new Lazy<>(() -> service.get().getTableClient(name)));
    }

    /** Makes the table now rather than with the first call. */
    void make() {
        TableAsyncClient unused = client.get();
    }

    String name() {
        return name;
    }

    Optional<Row> find(Row.Key key) {
        return call(table -> point(table, key));
    }

    /** Point reads of several rows at the same time; those not there are left out. */
    Map<Row.Key, Row> findAll(Row.Key... keys) {
        return call(table -> Flux.just(keys).flatMap(key -> point(table, key)).collectMap(Row::key))
                .orElseThrow();
    }

    /** As {@link #findAll(Row.Key...)} for many, a few dozen at a time. */
    Map<Row.Key, Row> findAll(List<Row.Key> keys) {
        return await(
                        Flux.fromIterable(keys)
                                .flatMap(key -> point(client.get(), key), POINTS_AT_ONCE)
                                .collectMap(Row::key),
                        LISTING)
                .orElseThrow();
    }

    /** The first rows in order of their partitions, from {@code from} on, {@code to} not included. */
    List<Row> range(String from, String to, int limit, String... columns) {
        ListEntitiesOptions options = new ListEntitiesOptions()
                .setFilter("PartitionKey ge '" + from + "' and PartitionKey lt '" + to + "'")
                .setTop(limit);
        if (columns.length > 0) {
            options.setSelect(List.of(columns));
        }
        return await(
                        client.get()
                                .listEntities(options)
                                .take(limit)
                                .map(Row::read)
                                .collectList(),
                        LISTING)
                .orElseThrow();
    }

    /** Writes whatever is there; the row is at a new version after it. */
    void put(Row row) {
        Optional<Boolean> unused =
                call(table -> table.upsertEntityWithResponse(row.entity(), TableEntityUpdateMode.REPLACE)
                        .thenReturn(true));
    }

    /** Writes several rows at the same time, whatever is there; on a failure some of them may have been written. */
    void putAll(List<Row> rows, Duration limit) {
        TableAsyncClient table = client.get();
        Optional<Void> unused = await(
                Flux.fromIterable(rows)
                        .flatMap(row -> table.upsertEntityWithResponse(row.entity(), TableEntityUpdateMode.REPLACE))
                        .then(),
                limit);
    }

    List<Row> partition(String partition) {
        return await(
                        client.get()
                                .listEntities(ofPartition(partition))
                                .map(Row::read)
                                .collectList(),
                        LISTING)
                .orElseThrow();
    }

    /** The first rows of a partition. */
    List<Row> partition(String partition, int limit) {
        return await(
                        client.get()
                                .listEntities(ofPartition(partition).setTop(limit))
                                .take(limit)
                                .map(Row::read)
                                .collectList(),
                        LISTING)
                .orElseThrow();
    }

    /** The first rows of a partition from one on, {@code to} not included. */
    List<Row> rows(String partition, String from, String to, int limit) {
        ListEntitiesOptions options = new ListEntitiesOptions()
                .setFilter(
                        "PartitionKey eq '" + partition + "' and RowKey ge '" + from + "' and RowKey lt '" + to + "'")
                .setTop(limit);
        return await(
                        client.get()
                                .listEntities(options)
                                .take(limit)
                                .map(Row::read)
                                .collectList(),
                        LISTING)
                .orElseThrow();
    }

    /** All rows of a filter, a page at a time, as they are iterated over. */
    Iterable<Row> each(String filter) {
        return client.get()
                .listEntities(new ListEntitiesOptions().setFilter(filter))
                .map(Row::read)
                .onErrorMap(error -> StorageFailures.fault(name, error))
                .toIterable(PAGE);
    }

    boolean empty(String filter) {
        return await(
                        client.get()
                                .listEntities(new ListEntitiesOptions()
                                        .setFilter(filter)
                                        .setTop(1))
                                .hasElements(),
                        LISTING)
                .map(any -> !any)
                .orElseThrow();
    }

    /** Writes new rows, a list of one partition in a transaction, a few at the same time; returns the lists refused. */
    List<List<Row>> insertAll(List<List<Row>> transactions) {
        TableAsyncClient table = client.get();
        return await(
                        Flux.fromIterable(transactions)
                                .flatMap(
                                        rows -> table.submitTransaction(creating(rows))
                                                .flatMap(written -> Mono.<List<Row>>empty())
                                                .onErrorResume(StorageFailures::exists, exists -> Mono.just(rows)),
                                        POINTS_AT_ONCE)
                                .collectList(),
                        BULK)
                .orElseThrow();
    }

    private static List<TableTransactionAction> creating(List<Row> rows) {
        return rows.stream()
                .map(row -> new TableTransactionAction(TableTransactionActionType.CREATE, row.entity()))
                .toList();
    }

    /** Merges several rows, a few at the same time; returns those that are not at the version they were to be written over. */
    List<Row.Key> mergeEach(List<Row> rows) {
        TableAsyncClient table = client.get();
        return await(
                        Flux.fromIterable(rows)
                                .flatMap(
                                        row -> table.updateEntityWithResponse(
                                                        row.entity(), TableEntityUpdateMode.MERGE, true)
                                                .flatMap(written -> Mono.<Row.Key>empty())
                                                .onErrorResume(
                                                        StorageFailures::changed, changed -> Mono.just(row.key())),
                                        WRITES_AT_ONCE)
                                .collectList(),
                        LISTING)
                .orElseThrow();
    }

    private static ListEntitiesOptions ofPartition(String partition) {
        // Partition keys hold no quote, so none needs doubling.
        return new ListEntitiesOptions().setFilter("PartitionKey eq '" + partition + "'");
    }

    /** @return the version written; empty when there is such a row already */
    Optional<String> insert(Row row) {
        return call(table -> table.createEntityWithResponse(row.entity())
                .map(StorageTable::version)
                .onErrorResume(StorageFailures::exists, exists -> Mono.empty()));
    }

    /** @return the version written; empty when the row is no longer at the version it was to be written over */
    Optional<String> merge(Row row) {
        return call(table -> table.updateEntityWithResponse(row.entity(), TableEntityUpdateMode.MERGE, true)
                .map(StorageTable::version)
                .onErrorResume(StorageFailures::changed, changed -> Mono.empty()));
    }

    /** Deletes the row as it was read; refused as well when it is gone. */
    Outcome delete(Row row) {
        Tries tries = new Tries();
        return call(table -> tries.count(table.deleteEntityWithResponse(row.entity(), true))
                        // To the client a row that is gone is as good as deleted; here two must not both have done it.
                        .map(answer -> answer.getStatusCode() == NOT_FOUND ? Outcome.refused(tries) : Outcome.DONE)
                        .onErrorResume(
                                StorageFailures::changed, changed -> Mono.fromSupplier(() -> Outcome.refused(tries))))
                .orElseThrow();
    }

    /** All or nothing; refused when a row is there already, or is not as it was read. */
    Outcome submit(List<TableTransactionAction> actions) {
        long partitions = actions.stream()
                .map(action -> action.getEntity().getPartitionKey())
                .distinct()
                .count();
        if (partitions != 1) {
            // Azure refuses this, Azurite does not.
            throw new IllegalStateException("a transaction over " + partitions + " partitions of table " + name);
        }
        Tries tries = new Tries();
        return call(table -> tries.count(table.submitTransaction(actions))
                        .thenReturn(Outcome.DONE)
                        .onErrorResume(
                                error -> StorageFailures.exists(error) || StorageFailures.changed(error),
                                refused -> Mono.fromSupplier(() -> Outcome.refused(tries))))
                .orElseThrow();
    }

    private static Mono<Row> point(TableAsyncClient table, Row.Key key) {
        return table.getEntity(key.partition(), key.row())
                .map(Row::read)
                .onErrorResume(StorageFailures::missing, missing -> Mono.empty());
    }

    private <T> Optional<T> call(Function<TableAsyncClient, Mono<T>> request) {
        return await(request.apply(client.get()), CALL);
    }

    private <T> Optional<T> await(Mono<T> answer, Duration limit) {
        return answer.timeout(limit)
                .doOnError(StorageFailures::tableMissing, gone -> client.forget())
                .onErrorMap(error -> StorageFailures.fault(name, error))
                .blockOptional();
    }

    /** The client drops the closing quote of this header, and the store refuses such a version in If-Match. */
    private static String version(Response<?> written) {
        String etag = written.getHeaders().getValue(HttpHeaderName.ETAG);
        return etag.endsWith("\"") ? etag : etag + "\"";
    }
}
