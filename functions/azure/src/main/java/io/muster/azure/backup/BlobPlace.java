package io.muster.azure.backup;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.muster.core.backup.BackupException;
import io.muster.core.backup.BackupName;
import io.muster.core.backup.BackupPlace;
import io.muster.core.identity.IdScope;
import io.muster.core.problem.Problem;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A container of blobs; a backup is the block blob {@code <id scope, lower case>/<name>}. Nothing is built before the first call. */
public final class BlobPlace implements BackupPlace {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TRY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final RequestRetryOptions RETRIES =
            new RequestRetryOptions(RetryPolicyType.FIXED, 3, TRY, PAUSE, PAUSE, null);

    private final Supplier<BlobContainerClientBuilder> builder;
    private final String prefix;
    private final SecureRandom random = new SecureRandom();
    private Optional<BlobContainerClient> client = Optional.empty();

    private BlobPlace(IdScope scope, Supplier<BlobContainerClientBuilder> builder) {
        this.prefix = scope.text().toLowerCase(Locale.ROOT) + "/";
        this.builder = builder;
    }

    private synchronized BlobContainerClient container() {
        if (client.isEmpty()) {
            client = Optional.of(builder.get()
                    .retryOptions(RETRIES)
                    .httpClient(new JdkHttpClientBuilder()
                            .connectionTimeout(CONNECT)
                            .responseTimeout(TRY)
                            .readTimeout(TRY)
                            .writeTimeout(TRY)
                            .build())
                    .buildClient());
        }
        return client.orElseThrow();
    }

    /**
     * A container that is there, reached with an identity that holds the role Storage Blob Data Contributor on it.
     *
     * @param container its https URL
     */
    public static BlobPlace withIdentity(IdScope scope, String container, TokenCredential credential) {
        return new BlobPlace(
                scope,
                () -> new BlobContainerClientBuilder().endpoint(container).credential(credential));
    }

    /** A container that is there, of an account reached with its key. */
    static BlobPlace withConnectionString(IdScope scope, String container, String connectionString) {
        return new BlobPlace(
                scope,
                () -> new BlobContainerClientBuilder()
                        .connectionString(connectionString)
                        .containerName(container));
    }

    @Override
    public List<BackupName> names() {
        try {
            // In order of their names, which is that of their times.
            return container().listBlobs(new ListBlobsOptions().setPrefix(prefix), null).stream()
                    .map(BlobItem::getName)
                    .map(name -> BackupName.parse(name.substring(prefix.length())))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    @Override
    public Writing create(BackupName name) {
        byte[] writer = new byte[8];
        random.nextBytes(writer);
        return new BlockUpload(
                container().getBlobClient(prefix + name.text()).getBlockBlobClient(),
                HexFormat.of().formatHex(writer));
    }

    @Override
    public InputStream open(BackupName name) {
        try {
            return container().getBlobClient(prefix + name.text()).openInputStream();
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                throw new BackupException("there is no backup " + name.text());
            }
            throw fault(e);
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    @Override
    public void delete(BackupName name) {
        try {
            boolean unused = container().getBlobClient(prefix + name.text()).deleteIfExists();
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    /** What went wrong, without the request, which may name keys. */
    static RuntimeException fault(RuntimeException error) {
        if (error instanceof BlobStorageException e) {
            return Problem.unavailable(
                    "the backups' storage answered " + e.getStatusCode() + " " + e.getErrorCode(), error);
        }
        return Problem.unavailable("the backups' storage does not answer", error);
    }
}
