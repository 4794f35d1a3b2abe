package io.muster.app.settings;

import io.muster.app.settings.Settings.Endpoint;
import io.muster.app.settings.Settings.FrontEnd;
import io.muster.core.access.SasPolicy;
import io.muster.core.certificate.Revocations.StaleCrl;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.edge.EdgeKeys;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.hub.LinkedHub;
import io.muster.core.identity.IdScope;
import io.muster.core.identity.Secret;
import io.muster.core.limits.Rates;
import io.muster.core.registration.GroupDevices;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the environment into Settings; local conveniences are refused wherever the service is real. */
final class SettingsReader {
    private static final int DEFAULT_BUDGET_MS = 1500;
    /** DPS's own limits (behaviour.md section 7). */
    private static final int DPS_GROUPS = 100;

    private static final int DPS_CAS = 25;
    private static final int DPS_BULK_ITEMS = 10;

    private final Faults env;
    private final boolean inAzure;

    SettingsReader(Map<String, String> environment) {
        this.env = new Faults(environment);
        this.inAzure = environment.containsKey("WEBSITE_SITE_NAME");
    }

    Settings read() {
        boolean local = env.optional("MUSTER_LOCAL", SettingsReader::bool).orElse(false);
        if (local && inAzure) {
            env.add("MUSTER_LOCAL", "must not be true in Azure");
        }
        Optional<IdScope> scope = env.required("MUSTER_ID_SCOPE", IdScope::new);
        Optional<Set<String>> hosts = env.required("MUSTER_SERVICE_HOSTS", SettingsReader::hosts);
        Optional<Endpoint> tables = env.required("MUSTER_TABLES", text -> tables(text, local));
        Optional<Endpoint> bus = serviceBus(local);
        Optional<String> queue = env.required("MUSTER_QUEUE", text -> text);
        Optional<String> key = env.required("MUSTER_KEY", text -> https(text, local));
        Optional<EdgeKeys> edgeKeys = env.optional("MUSTER_EDGE_KEYS", EdgeKeys::parse);
        FrontEnd frontEnd =
                env.optional("MUSTER_FRONT_END", SettingsReader::frontEnd).orElse(FrontEnd.NONE);
        if (frontEnd == FrontEnd.GATEWAY && edgeKeys.isEmpty()) {
            env.add("MUSTER_EDGE_KEYS", "is needed with MUSTER_FRONT_END=gateway");
        }
        List<LinkedHub> hubs =
                env.optional("MUSTER_HUBS", text -> SeedJson.hubs(text, local)).orElse(List.of());
        List<SasPolicy> policies =
                env.optional("MUSTER_POLICIES", SeedJson::policies).orElse(List.of());
        int budget =
                env.optional("MUSTER_ASSIGN_BUDGET_MS", SettingsReader::budget).orElse(DEFAULT_BUDGET_MS);
        int maxGroups = env.optional("MUSTER_MAX_GROUPS", text -> limit(text, 1_000_000))
                .orElse(DPS_GROUPS);
        int maxCas = env.optional("MUSTER_MAX_CAS", text -> limit(text, 1000)).orElse(DPS_CAS);
        StaleCrl staleCrl =
                env.optional("MUSTER_STALE_CRL", SettingsReader::staleCrl).orElse(StaleCrl.FAIL_OPEN);
        int maxBulkItems =
                env.optional("MUSTER_MAX_BULK_ITEMS", text -> limit(text, 1000)).orElse(DPS_BULK_ITEMS);
        Optional<Settings.Entra> entra = env.optional("MUSTER_ENTRA", text -> EntraJson.read(text, local));
        IndividualChains individualChains = env.optional("MUSTER_INDIVIDUAL_CHAINS", SettingsReader::individualChains)
                .orElse(IndividualChains.ANY);
        GroupDevices groupDevices = env.optional("MUSTER_GROUP_DEVICES", SettingsReader::groupDevices)
                .orElse(GroupDevices.BY_THUMBPRINT);
        DeprovisionPolicy deprovision =
                env.optional("MUSTER_DEPROVISION", SettingsReader::deprovision).orElse(DeprovisionPolicy.NONE);
        Settings.Webhooks webhooks = WebhookSettings.read(env, local);
        Settings.Keeping keeping = KeepingSettings.read(env, local);
        Optional<Settings.Backups> backups = BackupSettings.read(env, local);
        Rates rates = RateSettings.read(env);
        Settings.Monitoring monitoring = MonitoringSettings.read(env);
        Optional<String> clientId = env.optional("AZURE_CLIENT_ID", text -> text);
        Optional<Secret> vaultToken = env.optional("MUSTER_VAULT_TOKEN", SettingsReader::secret);
        if (vaultToken.isPresent() && !local) {
            env.add("MUSTER_VAULT_TOKEN", "is for local mode only");
        }
        env.throwIfAny();
        return new Settings(
                scope.orElseThrow(),
                hosts.orElseThrow(),
                tables.orElseThrow(),
                bus.orElseThrow(),
                queue.orElseThrow(),
                key.orElseThrow(),
                edgeKeys,
                frontEnd,
                hubs,
                policies,
                Duration.ofMillis(budget),
                maxGroups,
                maxCas,
                staleCrl,
                maxBulkItems,
                local,
                entra,
                individualChains,
                groupDevices,
                deprovision,
                webhooks,
                keeping,
                backups,
                rates,
                monitoring,
                clientId,
                vaultToken);
    }

    private Optional<Endpoint> serviceBus(boolean local) {
        String byIdentity = "ServiceBusConnection__fullyQualifiedNamespace";
        if (env.optional(byIdentity).isPresent()) {
            return env.optional(byIdentity).map(Endpoint.ByIdentity::new);
        }
        return env.required("ServiceBusConnection", text -> {
            if (!local && text.contains("UseDevelopmentEmulator")) {
                throw new IllegalArgumentException("the development emulator is for local mode only");
            }
            return new Endpoint.ByConnectionString(secret(text));
        });
    }

    private static Endpoint tables(String text, boolean local) {
        if (text.contains("=") && !text.startsWith("http")) {
            if (!local) {
                throw new IllegalArgumentException("a connection string is for local mode only; give the endpoint URL");
            }
            return new Endpoint.ByConnectionString(secret(text));
        }
        return new Endpoint.ByIdentity(https(text, local));
    }

    /** An https URL, outside local mode also not one of this machine. */
    static String https(String text, boolean local) {
        String host = httpsHost(text).toLowerCase(Locale.ROOT);
        if (!local && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"))) {
            throw new IllegalArgumentException("a loopback address is for local mode only");
        }
        return text;
    }

    private static String httpsHost(String text) {
        try {
            URI uri = new URI(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri.getHost();
            }
        } catch (URISyntaxException e) {
            // Falls through: the parser's own message quotes the value.
        }
        throw new IllegalArgumentException("must be an https URL");
    }

    private static Set<String> hosts(String text) {
        Set<String> hosts = Stream.of(text.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("must name at least one host");
        }
        return hosts;
    }

    private static FrontEnd frontEnd(String text) {
        return switch (text) {
            case "none" -> FrontEnd.NONE;
            case "platform" -> FrontEnd.PLATFORM;
            case "gateway" -> FrontEnd.GATEWAY;
            default -> throw new IllegalArgumentException("must be none, platform or gateway");
        };
    }

    private static StaleCrl staleCrl(String text) {
        return switch (text) {
            case "allow" -> StaleCrl.FAIL_OPEN;
            case "refuse" -> StaleCrl.FAIL_CLOSED;
            default -> throw new IllegalArgumentException("must be allow or refuse");
        };
    }

    private static IndividualChains individualChains(String text) {
        return switch (text) {
            case "any" -> IndividualChains.ANY;
            case "verified" -> IndividualChains.VERIFIED;
            default -> throw new IllegalArgumentException("must be any or verified");
        };
    }

    private static GroupDevices groupDevices(String text) {
        return switch (text) {
            case "thumbprint" -> GroupDevices.BY_THUMBPRINT;
            case "authority" -> GroupDevices.BY_AUTHORITY;
            default -> throw new IllegalArgumentException("must be thumbprint or authority");
        };
    }

    private static DeprovisionPolicy deprovision(String text) {
        return switch (text) {
            case "none" -> DeprovisionPolicy.NONE;
            case "disable" -> DeprovisionPolicy.DISABLE;
            case "delete" -> DeprovisionPolicy.DELETE;
            default -> throw new IllegalArgumentException("must be none, disable or delete");
        };
    }

    private static int budget(String text) {
        return number(text, 0, 60_000, " milliseconds");
    }

    private static int limit(String text, int most) {
        return number(text, 1, most, "");
    }

    static int number(String text, int least, int most, String unit) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: what the value must be says it all.
        }
        throw new IllegalArgumentException("must be a whole number of " + least + " to " + most + unit);
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Secret secret(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
