package io.muster.app;

import io.muster.app.device.DeviceEndpoints;
import io.muster.app.gate.Gate;
import io.muster.app.http.EdgeCheck;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.http.Router;
import io.muster.app.management.ManagementApi;
import io.muster.app.service.AuditDesk;
import io.muster.app.service.ServiceApi;
import io.muster.app.service.ServicePorts;
import io.muster.app.service.ServiceRoute;
import io.muster.core.access.AccessControl;
import io.muster.core.audit.AuditLog;
import io.muster.core.audit.AuditSeal;
import io.muster.core.certificate.CaEditor;
import io.muster.core.certificate.RevocationEditor;
import io.muster.core.deprovision.Cascade;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.deprovision.Pauses;
import io.muster.core.encryption.Envelope;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.Quota;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.limits.Rates;
import io.muster.core.registration.RegistrationService;
import io.muster.core.service.Deployment;
import io.muster.core.service.ServiceEditor;
import io.muster.core.telemetry.Metrics;
import io.muster.core.telemetry.Traces;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.FixedDataKey;
import io.muster.core.testkit.InMemoryAudit;
import io.muster.core.testkit.InMemoryAuthorities;
import io.muster.core.testkit.InMemoryCas;
import io.muster.core.testkit.InMemoryClaims;
import io.muster.core.testkit.InMemoryCrls;
import io.muster.core.testkit.InMemoryDeadLetters;
import io.muster.core.testkit.InMemoryDecisions;
import io.muster.core.testkit.InMemoryDenials;
import io.muster.core.testkit.InMemoryDescription;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.InMemoryExchanges;
import io.muster.core.testkit.InMemoryOrders;
import io.muster.core.testkit.InMemoryRegistrations;
import io.muster.core.testkit.InMemoryReleases;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.OperationTally;
import io.muster.core.testkit.Sas;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TestData;
import io.muster.core.tpm.TpmChallenges;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The app as Composition builds it, but over ports in memory; every call goes in at the front door. */
final class TestApp {
    static final String HOST = "dps.example";
    static final String VERSION = "?api-version=2019-03-31";
    static final String SERVICE_VERSION = "?api-version=2021-10-01";
    static final String MANAGEMENT_VERSION = "?api-version=2022-02-05";
    static final int MAX_GROUPS = 20;
    static final int MAX_CAS = 5;
    static final int MAX_DENIALS = 4;
    static final String JSON = "application/json";

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final FakeHubs hubs = new FakeHubs(clock, journal);
    private final InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals =
            InMemoryEnrollments.individuals(journal);
    private final InMemoryEnrollments<GroupId, EnrollmentGroup> groups = InMemoryEnrollments.groups(journal);
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(individuals::find, journal);
    private final InMemoryDescription description = new InMemoryDescription(hubs, TestPolicies.all(), journal);
    private final InMemoryCas cas = new InMemoryCas(journal);
    private final InMemoryCrls crls = new InMemoryCrls();
    private final InMemoryDenials denials = new InMemoryDenials();
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final InMemoryExchanges exchanges = new InMemoryExchanges();
    private final OperationTally operations = new OperationTally();
    private final List<String> lines = new ArrayList<>();
    private final InMemoryAudit audit = new InMemoryAudit();
    private final ServiceApi service;
    private final InMemoryAuthorities authorities = new InMemoryAuthorities();
    private final ManagementApi management;
    private final Router router;
    private final FrontDoor frontDoor;
    private final InMemoryOrders orders = new InMemoryOrders(clock, journal);
    private final Deprovisioner deprovisioner;

    TestApp() {
        this(DeprovisionPolicy.NONE);
    }

    TestApp(DeprovisionPolicy policy) {
        this(policy, Rates.UNLIMITED, Metrics.NONE, Traces.NONE);
    }

    TestApp(DeprovisionPolicy policy, Rates rates) {
        this(policy, rates, Metrics.NONE, Traces.NONE);
    }

    TestApp(DeprovisionPolicy policy, Metrics metrics) {
        this(policy, Rates.UNLIMITED, metrics, Traces.NONE);
    }

    TestApp(Traces traces) {
        this(DeprovisionPolicy.NONE, Rates.UNLIMITED, Metrics.NONE, traces);
    }

    private TestApp(DeprovisionPolicy policy, Rates rates, Metrics metrics, Traces traces) {
        Cascade cascade = new Cascade(orders, registrations, policy, clock);
        SeededRandom random = new SeededRandom(1);
        InMemoryReleases releases = new InMemoryReleases();
        TpmChallenges challenges = new TpmChallenges(() -> TestData.key("service"), TestData.SCOPE, random);
        RegistrationService registration = new TestRegistration(
                        registrations, groups, hubs, description::settings, authorities, metrics)
                .over(releases, challenges, clock, journal, random);
        TestDoor door = new TestDoor(description::settings, clock);
        AccessControl access = door.access(() -> TestPolicies.accepted(description.policies()), HOST);
        Gate gate = door.gate(rates, operations);
        deprovisioner = new Deprovisioner(
                new Deprovisioner.Ports(
                        orders,
                        registrations,
                        groups,
                        TestLists.of(individuals, groups, registrations).members(),
                        hubs,
                        hubs),
                policy,
                new Pauses(random),
                clock);
        AuditSeal seal = new AuditSeal(() -> TestData.key("service"));
        ServicePorts ports = new ServicePorts(
                cascade.individuals(individuals),
                cascade.groups(groups),
                cascade.records(),
                TestLists.of(individuals, groups, registrations),
                new ServicePorts.Rules(hubs, new InMemoryClaims(), cas, Quota.ofGroups(groups::by, MAX_GROUPS), 10),
                releases,
                (from, limit) -> Optional.empty(),
                decisions,
                registration.dryRun(),
                exchanges,
                deadLetters,
                audit,
                seal,
                new Envelope(new FixedDataKey(), random),
                access);
        service = ServiceApi.over(ports, clock, random);
        CaEditor caEditor =
                new CaEditor(new CaEditor.Ports(cas, () -> TestCas.uses(groups.all()), crls, MAX_CAS), clock, random);
        RevocationEditor revocation =
                new RevocationEditor(new RevocationEditor.Ports(caEditor, crls, denials, MAX_DENIALS), clock, random);
        management = ManagementApi.over(
                new ManagementApi.Editors(
                        new ServiceEditor(description, new Deployment(false, true, true), random),
                        caEditor,
                        revocation),
                new ManagementApi.Identity(TestData.SCOPE, Set.of(HOST)),
                access,
                clock);
        router = Routes.of(
                new DeviceEndpoints(TestData.SCOPE, registration, gate, metrics),
                service,
                management,
                access,
                gate,
                new AuditDesk(new AuditLog(audit, seal, clock, random)));
        OperationLog log = new OperationLog("dps", 100, (category, line) -> lines.add(line));
        frontDoor = new FrontDoor(router, decisions, clock, log, CallTraces.behindGateway(traces));
        hubs.link(TestData.hub("hub-a"));
    }

    OperationTally operations() {
        return operations;
    }

    Journal journal() {
        return journal;
    }

    ServiceApi service() {
        return service;
    }

    /** Every line that is guarded by a right. */
    List<ServiceRoute> guardedRoutes() {
        return Stream.concat(service.routes().stream(), management.routes().stream())
                .toList();
    }

    InMemoryDescription description() {
        return description;
    }

    InMemoryCas cas() {
        return cas;
    }

    InMemoryCrls crls() {
        return crls;
    }

    InMemoryDenials denials() {
        return denials;
    }

    /** As if a CA certificate of this name had been uploaded. */
    void haveCa(String name) {
        cas.put(TestCas.named(name, clock.instant()));
    }

    /** What is uploaded as attestation sees it. */
    InMemoryAuthorities authorities() {
        return authorities;
    }

    InMemoryOrders orders() {
        return orders;
    }

    /** Has the queue deliver what it holds about hub identities and is due. */
    void deprovision() {
        orders.deliverDue(deprovisioner::handle);
    }

    InMemoryRegistrations registrations() {
        return registrations;
    }

    InMemoryDecisions decisions() {
        return decisions;
    }

    InMemoryDeadLetters deadLetters() {
        return deadLetters;
    }

    /** A record of each call, as its line. */
    List<String> lines() {
        return lines;
    }

    InMemoryAudit audit() {
        return audit;
    }

    InMemoryExchanges exchanges() {
        return exchanges;
    }

    ManualClock clock() {
        return clock;
    }

    FakeHubs hubs() {
        return hubs;
    }

    InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals() {
        return individuals;
    }

    InMemoryEnrollments<GroupId, EnrollmentGroup> groups() {
        return groups;
    }

    /** Every route, as {@code METHOD /template}. */
    List<String> routes() {
        return router.listed();
    }

    /** The calls since the last look that change something, here or in a hub. */
    List<String> changes() {
        List<String> changes = journal.calls().stream()
                .filter(call -> !call.endsWith(".find") && !call.endsWith(".load") && !call.endsWith(".twin"))
                .toList();
        journal.clear();
        return changes;
    }

    Response call(String method, String target, String body, Map<String, String> headers) {
        return callFrom(Optional.empty(), method, target, body, headers);
    }

    /** A call from an address that the front end vouches for, or from none. */
    Response callFrom(
            Optional<InetAddress> client, String method, String target, String body, Map<String, String> headers) {
        int mark = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        String query = target.substring(Math.min(mark + 1, target.length()));
        Request bare = new Request(method, target.substring(0, mark), query, headers, body);
        return frontDoor.answer(
                new Request(method, bare.path(), query, headers, body, Map.of(), List.of(), client, bare.notes()));
    }

    /** A call by way of the check for client certificates, behind the platform's front end or not. */
    Response callBehind(boolean platform, String method, String target, String body, Map<String, String> headers) {
        EdgeCheck check = new EdgeCheck(Optional.empty(), platform, router, clock);
        int mark = target.indexOf('?');
        return new FrontDoor(check, decisions, clock)
                .answer(new Request(method, target.substring(0, mark), target.substring(mark + 1), headers, body));
    }

    /** A call by the holder of all rights. */
    Response manage(String method, String target, String body, String... more) {
        return manageAs("owner", method, target, body, more);
    }

    /** A call by the holder of a policy; each right alone has one under the right's own name. */
    Response manageAs(String policy, String method, String target, String body, String... more) {
        Map<String, String> headers = new HashMap<>(Map.of("authorization", token(policy), "content-type", JSON));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return call(method, target, body, headers);
    }

    String token(String policy) {
        return Sas.of(HOST, TestPolicies.key(policy), clock.instant().plusSeconds(3600))
                .keyName(policy)
                .header();
    }

    static String device(String id) {
        return "/" + TestData.SCOPE.text() + "/registrations/" + id;
    }

    Response register(FakeDevice device) {
        return as(device, "PUT", device(device.id()) + "/register" + VERSION, "{}");
    }

    Response as(FakeDevice device, String method, String target, String body) {
        String token = device.authorization(clock).orElseThrow();
        return call(method, target, body, Map.of("authorization", token, "content-type", JSON));
    }
}
