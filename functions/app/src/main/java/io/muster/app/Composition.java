package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.gate.Gate;
import io.muster.app.http.EdgeCheck;
import io.muster.app.management.ManagementApi;
import io.muster.app.service.AuditDesk;
import io.muster.app.service.ServiceApi;
import io.muster.app.service.ServicePorts;
import io.muster.app.settings.Settings;
import io.muster.app.settings.Settings.FrontEnd;
import io.muster.app.wire.AllocationWire;
import io.muster.azure.entra.EntraTokens;
import io.muster.azure.entra.TrustedDirectory;
import io.muster.azure.http.Egress;
import io.muster.azure.iothub.IotHubRegistry;
import io.muster.azure.servicebus.ServiceBusWork;
import io.muster.azure.tables.Seeds;
import io.muster.azure.tables.TableStores;
import io.muster.azure.telemetry.OtelMetrics;
import io.muster.azure.telemetry.OtelTraces;
import io.muster.azure.webhook.WebhookHttp;
import io.muster.core.access.AccessControl;
import io.muster.core.access.BearerTokens;
import io.muster.core.allocation.NearestByDistance;
import io.muster.core.audit.AuditLog;
import io.muster.core.audit.AuditSeal;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.CaName;
import io.muster.core.certificate.RevocationEditor;
import io.muster.core.deprovision.Cascade;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.deprovision.Orders;
import io.muster.core.deprovision.Pauses;
import io.muster.core.encryption.KeyCare;
import io.muster.core.enrollment.CertificateLookup;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.Quota;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.enrollment.TpmLookup;
import io.muster.core.geo.Atlas;
import io.muster.core.hub.HubRegistry;
import io.muster.core.limits.Throttle;
import io.muster.core.registration.DeadLetters;
import io.muster.core.registration.Limits;
import io.muster.core.registration.Lookups;
import io.muster.core.registration.RegistrationService;
import io.muster.core.service.Deployment;
import io.muster.core.service.ServiceEditor;
import io.muster.core.telemetry.Metrics;
import io.muster.core.telemetry.Traces;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.webhook.AllocationWebhook;
import io.muster.core.webhook.AskedWebhook;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Builds the object graph by hand, once a worker: the only place that knows all parts. Nothing here talks to the network. */
final class Composition {
    private static final Duration SERVICE_TOKEN_SKEW = Duration.ofSeconds(60);
    /** About a fifth of a core at 4.5 µs a try. */
    private static final int KEY_TRIES_PER_SECOND = 40_000;

    /** Every instance holds them all. */
    private static final int MOST_DENIALS = 10_000;

    private static final Duration RETIRED_KEYS_KEPT = Duration.ofDays(30);

    private final HttpFunctions http;
    private final WorkFunctions work;
    private final KeepingFunctions keeping;

    Composition(Settings settings) {
        Connections connections = new Connections(settings, Connections::managedIdentity);
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        TableStores stores = connections.stores(new Seeds(settings.hubs(), settings.policies()), clock, random);
        Traces traces = new OtelTraces(GlobalOpenTelemetry.get());
        Egress egress = Egress.over(settings.webhooks().addresses()).traced(traces);
        HubRegistry registry = new IotHubRegistry(
                id -> Connections.managedIdentity(id.or(settings::clientId)), settings.local(), clock, egress);
        TpmChallenges challenges = new TpmChallenges(stores.serviceSecret(), settings.idScope(), random);
        ServiceBusWork work = connections.pendingWork().traced(traces);
        OtelMetrics metrics = metrics(settings, stores, clock);
        RegistrationService registration = RegistrationService.over(
                settings.idScope(),
                new RegistrationService.Ports(
                        stores.registrations(),
                        stores.groups(),
                        stores.hubs(),
                        registry,
                        work,
                        stores.releases(),
                        webhook(settings, connections, stores, egress, clock, metrics),
                        stores.budgets(),
                        metrics),
                new Lookups(
                        new KeyLookup(stores.groups(), new SearchBudget(clock, KEY_TRIES_PER_SECOND)),
                        new CertificateLookup(
                                stores.groups(), stores.authorities(settings.staleCrl()), settings.individualChains()),
                        new TpmLookup(challenges)),
                challenges,
                new RegistrationService.Rules(
                        stores::allocationPolicy,
                        new NearestByDistance(Atlas::bundled),
                        settings.groupDevices(),
                        Limits.withBudgets(
                                settings.assignBudget(),
                                settings.webhooks().limits().inAll())),
                clock,
                random);

        AccessControl access = new AccessControl(
                stores.policies(),
                () -> stores.accessRules().localAuthDisabled(),
                bearerTokens(settings, clock),
                settings.serviceHosts(),
                clock,
                SERVICE_TOKEN_SKEW);
        Gate gate = new Gate(
                () -> stores.accessRules().ipFilter(),
                new Throttle(settings.rates(), stores.allowances(), clock, random),
                metrics);
        Cascade cascade = new Cascade(work, stores.registrations(), settings.deprovision(), clock);
        ServiceApi service = ServiceApi.over(
                servicePorts(settings, stores, cascade, registration, work.deadLetters(), access), clock, random);
        ManagementApi management = management(settings, stores, access, clock, random);
        DeviceEndpoints device = new DeviceEndpoints(settings.idScope(), registration, gate, metrics);

        AuditDesk audit = new AuditDesk(new AuditLog(stores.audit(), auditSeal(stores), clock, random));
        EdgeCheck routes = new EdgeCheck(
                settings.edgeKeys(),
                settings.frontEnd() == FrontEnd.PLATFORM,
                Routes.of(device, service, management, access, gate, audit),
                clock);
        OperationLog records =
                OperationLog.logged(serviceName(settings), settings.monitoring().deviceRecords());
        this.http = new HttpFunctions(
                new FrontDoor(routes, stores.decisions(), clock, records, CallTraces.of(settings, traces, random)));
        this.work = new WorkFunctions(
                settings.idScope(),
                registration.worker(),
                deprovisioner(settings, stores, registry, work, clock),
                traces);
        this.keeping = new KeepingFunctions(
                stores.keyCare(keyRules(settings.keeping())),
                connections.backups(stores.storedRows(), clock, random),
                metrics);
    }

    /** A key is in use everywhere within 30 s of its making; the minutes are for clocks that differ. */
    private static KeyCare.Rules keyRules(Settings.Keeping keeping) {
        Duration settle = Duration.ofMinutes(5);
        return new KeyCare.Rules(
                keeping.dataKeyAge(),
                keeping.grace().compareTo(settle) < 0 ? keeping.grace() : settle,
                keeping.grace(),
                RETIRED_KEYS_KEPT);
    }

    private static ManagementApi management(
            Settings settings, TableStores stores, AccessControl access, Clock clock, SecureRandom random) {
        ServiceEditor service = new ServiceEditor(
                stores.serviceStore(),
                new Deployment(
                        settings.local(),
                        settings.entra().isPresent(),
                        settings.edgeKeys().isPresent()),
                random);
        CaEditor cas = new CaEditor(
                new CaEditor.Ports(stores.caStore(), stores.caUses(), stores.crls(), settings.maxCas()), clock, random);
        RevocationEditor revocation = new RevocationEditor(
                new RevocationEditor.Ports(cas, stores.crls(), stores.denials(), MOST_DENIALS), clock, random);
        return ManagementApi.over(
                new ManagementApi.Editors(service, cas, revocation),
                new ManagementApi.Identity(settings.idScope(), settings.serviceHosts()),
                access,
                clock);
    }

    private static ServicePorts servicePorts(
            Settings settings,
            TableStores stores,
            Cascade cascade,
            RegistrationService registration,
            DeadLetters deadLetters,
            AccessControl access) {
        return new ServicePorts(
                cascade.individuals(stores.individuals()),
                cascade.groups(stores.groupStore()),
                cascade.records(),
                new ServicePorts.Lists(
                        stores::individualListing, stores.groupListing(), stores::members, stores.members()),
                new ServicePorts.Rules(
                        stores.hubs(),
                        stores.claims(),
                        name -> CaName.parse(name)
                                .flatMap(stores.caStore()::find)
                                .isPresent(),
                        Quota.ofGroups(stores::groupsBy, settings.maxGroups()),
                        settings.maxBulkItems()),
                stores.releases(),
                stores.mending(),
                stores.decisions(),
                registration.dryRun(),
                stores.exchanges(),
                deadLetters,
                stores.audit(),
                auditSeal(stores),
                stores.envelope(),
                access);
    }

    private static AuditSeal auditSeal(TableStores stores) {
        return new AuditSeal(stores.serviceSecret());
    }

    /** Always there: what was ordered before the setting was changed still is in the queue. */
    private static Deprovisioner deprovisioner(
            Settings settings, TableStores stores, HubRegistry registry, Orders queue, Clock clock) {
        return new Deprovisioner(
                new Deprovisioner.Ports(
                        queue, stores.registrations(), stores.groupStore(), stores::members, stores.hubs(), registry),
                settings.deprovision(),
                new Pauses(new SecureRandom()),
                clock);
    }

    HttpFunctions http() {
        return http;
    }

    WorkFunctions work() {
        return work;
    }

    KeepingFunctions keeping() {
        return keeping;
    }

    /** Not called by anything until the first question. */
    private static AllocationWebhook webhook(
            Settings settings,
            Connections connections,
            TableStores stores,
            Egress egress,
            Clock clock,
            Metrics metrics) {
        return new AskedWebhook(
                new AskedWebhook.Ports(
                        new AllocationWire(),
                        new WebhookHttp(egress, settings.webhooks().audiences(), connections::identity, clock),
                        new MeteredExchanges(stores.exchanges(), metrics)),
                settings.webhooks().keys(),
                settings.webhooks().limits(),
                clock);
    }

    /** Goes where the platform's agent sends it; nowhere without one. */
    private static OtelMetrics metrics(Settings settings, TableStores stores, Clock clock) {
        OtelMetrics metrics = new OtelMetrics(GlobalOpenTelemetry.get(), serviceName(settings));
        metrics.watchCertificates(() -> stores.caStore().all().stream()
                .collect(Collectors.toMap(
                        ca -> ca.name().text(),
                        ca -> Duration.between(
                                                clock.instant(),
                                                ca.certificate().info().notAfter())
                                        .toHours()
                                / 24.0)));
        return metrics;
    }

    /** The first label of a host name of this service; not the one that all services of DPS share, if there is another. */
    private static String serviceName(Settings settings) {
        return settings.serviceHosts().stream()
                .map(host -> host.split("\\.", 2)[0])
                .min(Comparator.comparing((String label) -> label.equals("global"))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static BearerTokens bearerTokens(Settings settings, Clock clock) {
        return settings.entra()
                .map(entra -> new TrustedDirectory(entra.issuers(), entra.audiences(), entra.keys()))
                .<BearerTokens>map(directory -> new EntraTokens(directory, clock))
                .orElse(BearerTokens.NONE);
    }
}
