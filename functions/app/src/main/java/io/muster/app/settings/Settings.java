package io.muster.app.settings;

import io.muster.azure.http.AddressRules;
import io.muster.azure.webhook.Audiences;
import io.muster.core.access.SasPolicy;
import io.muster.core.certificate.Revocations;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import io.muster.core.limits.Rates;
import io.muster.core.registration.GroupDevices;
import io.muster.core.webhook.WebhookKeys;
import io.muster.core.webhook.WebhookLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All of the environment that this app reads (seams.md section 10).
 *
 * @param serviceHosts host names a service token's {@code sr} may name, lower case
 * @param tables endpoint URL, or in local mode a connection string
 * @param serviceBus namespace reached by identity, or a connection string
 * @param key URL of the wrapping key in Key Vault
 * @param edgeKeys the gateway's keys; without them no edge header is believed
 * @param hubs linked hubs a fresh service starts with
 * @param policies shared access policies a fresh service starts with
 * @param maxGroups how many enrollment groups by symmetric key there may be, and how many by X.509
 * @param maxCas how many CA certificates there may be
 * @param staleCrl what a CA's revocation list that is overdue means for its certificates
 * @param maxBulkItems how many items one bulk operation may have
 * @param entra the directory whose bearer tokens the service API takes; empty: it takes none
 * @param individualChains what is asked of the certificates that come with an individual enrollment's own
 * @param groupDevices how hubs are told to recognise the devices of groups by X.509
 * @param deprovision what becomes of hub identities behind enrollments and records that are deleted or disabled
 * @param webhooks how hubs and custom allocation webhooks are reached
 * @param keeping how long what is kept
 * @param backups where backups go; empty: none are taken
 * @param rates how much is taken on
 * @param monitoring what is recorded of calls
 * @param clientId of the user-assigned managed identity; empty: the system-assigned one
 * @param vaultToken the local vault double's token; local mode only
 */
public record Settings(
        IdScope idScope,
        Set<String> serviceHosts,
        Endpoint tables,
        Endpoint serviceBus,
        String queue,
        String key,
        Optional<EdgeKeys> edgeKeys,
        FrontEnd frontEnd,
        List<LinkedHub> hubs,
        List<SasPolicy> policies,
        Duration assignBudget,
        int maxGroups,
        int maxCas,
        Revocations.StaleCrl staleCrl,
        int maxBulkItems,
        boolean local,
        Optional<Entra> entra,
        IndividualChains individualChains,
        GroupDevices groupDevices,
        DeprovisionPolicy deprovision,
        Webhooks webhooks,
        Keeping keeping,
        Optional<Backups> backups,
        Rates rates,
        Monitoring monitoring,
        Optional<String> clientId,
        Optional<Secret> vaultToken) {
    public Settings {
        serviceHosts = Set.copyOf(serviceHosts);
        hubs = List.copyOf(hubs);
        policies = List.copyOf(policies);
    }

    /** What stands before the app and may be believed (seams.md section 2). */
    public enum FrontEnd {
        NONE,
        PLATFORM,
        GATEWAY
    }

    /** Exact issuers, accepted audiences and the https address of the signing keys (6.6). */
    public record Entra(Set<String> issuers, Set<String> audiences, URI keys) {
        public Entra {
            issuers = Set.copyOf(issuers);
            audiences = Set.copyOf(audiences);
        }
    }

    /**
     * The way out.
     *
     * @param addresses which hubs and webhooks may have
     * @param audiences whom tokens for webhooks are made out to
     * @param keys that questions are signed with
     */
    public record Webhooks(AddressRules addresses, Audiences audiences, WebhookKeys keys, WebhookLimits limits) {}

    /**
     * Data keys.
     *
     * @param dataKeyAge after which a new one seals
     * @param grace how long after that an older one stays readable in any case
     * @param withoutVault how long one that was opened serves while the vault does not open it again
     */
    public record Keeping(Duration dataKeyAge, Duration grace, Duration withoutVault) {}

    /** @param days for how many the first backup of each is kept */
    public record Backups(BackupTarget target, int days) {}

    /** Where backups lie. */
    public sealed interface BackupTarget {
        /** @param url of a container of blobs, reached by this app's identity */
        record Container(String url) implements BackupTarget {}

        /** Local mode only. */
        record Folder(Path path) implements BackupTarget {}
    }

    /**
     * How many in a hundred.
     *
     * @param deviceRecords of the device calls that went well are recorded
     * @param traces of all calls are traced, where no gateway says which
     */
    public record Monitoring(int deviceRecords, int traces) {}

    /** How a service is reached: by this app's identity, or with a key. */
    public sealed interface Endpoint {
        record ByIdentity(String address) implements Endpoint {}

        record ByConnectionString(Secret text) implements Endpoint {}
    }

    /** Reads and checks everything; throws IllegalArgumentException that lists all faults together. */
    public static Settings read(Map<String, String> environment) {
        return new SettingsReader(environment).read();
    }
}
