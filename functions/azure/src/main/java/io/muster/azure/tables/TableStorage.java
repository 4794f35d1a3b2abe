package io.muster.azure.tables;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableServiceAsyncClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.ListTablesOptions;
import com.azure.data.tables.models.TableItem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** The storage account. Nothing is built and nothing talks to the network before the first call. */
public final class TableStorage {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TRY = Duration.ofSeconds(5);
    /** Of what is done in passing, while a caller waits who came for something else. */
    private static final Duration IN_PASSING = Duration.ofSeconds(3);

    // Two tries of five seconds: a request fails with 503 rather than hang.
    private static final RetryOptions RETRIES = new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(200)));

    private final Lazy<TableServiceAsyncClient> service;

    private TableStorage(UnaryOperator<TableServiceClientBuilder> account) {
        service = new Lazy<>(() -> account.apply(new TableServiceClientBuilder()
                        .httpClient(new JdkHttpClientBuilder()
                                .connectionTimeout(CONNECT)
                                .responseTimeout(TRY)
                                .readTimeout(TRY)
                                .writeTimeout(TRY)
                                .build())
                        .retryOptions(RETRIES)
                        .addPolicy(new Tries.Counter()))
                .buildAsyncClient());
    }

    /** An account reached with an identity that holds the role Storage Table Data Contributor there. */
    public static TableStorage withIdentity(URI endpoint, TokenCredential credential) {
        return new TableStorage(builder -> builder.endpoint(endpoint.toString()).credential(credential));
    }

    /** An account reached with its key; local mode only (seams.md section 10). */
    public static TableStorage withConnectionString(String connectionString) {
        return new TableStorage(builder -> builder.connectionString(connectionString));
    }

    /** As {@link #withConnectionString}, with something that watches each try of each call. */
    static TableStorage watched(String connectionString, HttpPipelinePolicy watcher) {
        return new TableStorage(
                builder -> builder.connectionString(connectionString).addPolicy(watcher));
    }

    StorageTable table(String name) {
        return new StorageTable(name, service);
    }

    /** As {@link #table} for one that {@link #tables} has just named. */
    StorageTable existing(String name) {
        return StorageTable.existing(name, service);
    }

    /** The names of the tables there are from {@code from} on, {@code to} not included. */
    List<String> tables(String from, String to) {
        ListTablesOptions named =
                new ListTablesOptions().setFilter("TableName ge '" + from + "' and TableName lt '" + to + "'");
        return await(
                        from,
                        service.get().listTables(named).map(TableItem::getName).collectList())
                .orElseThrow();
    }

    /** Deletes a table with all its rows; one that is gone is no fault. */
    void drop(String name) {
        Optional<Void> unused = await(name, service.get().deleteTable(name));
    }

    private static <T> Optional<T> await(String table, Mono<T> answer) {
        return answer.timeout(IN_PASSING)
                .onErrorMap(error -> StorageFailures.fault(table, error))
                .blockOptional();
    }
}
