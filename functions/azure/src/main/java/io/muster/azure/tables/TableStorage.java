package io.muster.azure.tables;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableServiceAsyncClient;
import com.azure.data.tables.TableServiceClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The storage account. Nothing is built and nothing talks to the network before the first call. */
public final class TableStorage {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration TRY = Duration.ofSeconds(5);
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
}
