package io.muster.app;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.muster.app.settings.Settings;
import io.muster.app.settings.Settings.BackupTarget;
import io.muster.app.settings.Settings.Endpoint;
import io.muster.azure.backup.BlobPlace;
import io.muster.azure.backup.FolderPlace;
import io.muster.azure.keyvault.FixedToken;
import io.muster.azure.keyvault.KeyVaultKeyWrapper;
import io.muster.azure.servicebus.ServiceBusWork;
import io.muster.azure.tables.Seeds;
import io.muster.azure.tables.TableStorage;
import io.muster.azure.tables.TableStores;
import io.muster.core.backup.BackupPlace;
import io.muster.core.backup.Backups;
import io.muster.core.backup.Retention;
import io.muster.core.backup.StoredRows;
import io.muster.core.encryption.KeyWrapper;
import io.muster.core.identity.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** What the settings say of other services, as clients that talk to nobody before their first call. */
final class Connections {
    private final Settings settings;
    private final Function<Optional<String>, TokenCredential> credential;

    /** @param credential of a managed identity's client id, or of whoever runs this */
    Connections(Settings settings, Function<Optional<String>, TokenCredential> credential) {
        this.settings = settings;
        this.credential = credential;
    }

    /** The app's managed identity: the one of this client or resource id, else the system's. */
    static TokenCredential managedIdentity(Optional<String> id) {
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
        id.ifPresent(it -> {
            ManagedIdentityCredentialBuilder unused =
                    it.startsWith("/") ? builder.resourceId(it) : builder.clientId(it);
        });
        return builder.build();
    }

    TokenCredential identity() {
        return credential.apply(settings.clientId());
    }

    TableStores stores(Seeds seeds, InstantSource clock, SecureRandom random) {
        return new TableStores(
                storage(), settings.idScope(), keyWrapper(), settings.keeping().withoutVault(), seeds, clock, random);
    }

    private TableStorage storage() {
        if (settings.tables() instanceof Endpoint.ByConnectionString keyed) {
            return TableStorage.withConnectionString(text(keyed.text()));
        }
        Endpoint.ByIdentity byIdentity = (Endpoint.ByIdentity) settings.tables();
        return TableStorage.withIdentity(URI.create(byIdentity.address()), identity());
    }

    private KeyWrapper keyWrapper() {
        return new KeyVaultKeyWrapper(
                settings.key(),
                () -> settings.vaultToken()
                        .<TokenCredential>map(FixedToken::new)
                        .orElseGet(this::identity),
                settings.local());
    }

    ServiceBusWork pendingWork() {
        if (settings.serviceBus() instanceof Endpoint.ByConnectionString keyed) {
            return ServiceBusWork.withConnectionString(settings.idScope(), settings.queue(), keyed.text());
        }
        Endpoint.ByIdentity byIdentity = (Endpoint.ByIdentity) settings.serviceBus();
        return ServiceBusWork.withIdentity(settings.idScope(), settings.queue(), byIdentity.address(), this::identity);
    }

    /** Empty when the settings name no place for them. */
    Optional<Backups> backups(StoredRows rows, InstantSource clock, SecureRandom random) {
        return settings.backups()
                .map(backups -> new Backups(
                        new Backups.Ports(rows, place(backups.target()), keyWrapper()),
                        settings.idScope(),
                        new Retention(backups.days()),
                        clock,
                        random));
    }

    private BackupPlace place(BackupTarget target) {
        if (target instanceof BackupTarget.Folder folder) {
            return new FolderPlace(settings.idScope(), folder.path());
        }
        return BlobPlace.withIdentity(settings.idScope(), ((BackupTarget.Container) target).url(), identity());
    }

    private static String text(Secret secret) {
        return new String(secret.reveal(), StandardCharsets.UTF_8);
    }
}
