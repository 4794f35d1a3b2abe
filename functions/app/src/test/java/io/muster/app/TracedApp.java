package io.muster.app;

import com.microsoft.azure.functions.ExecutionContext;
import io.muster.app.device.DeviceEndpoints;
import io.muster.app.http.CallRecords;
import io.muster.app.http.Request;
import io.muster.app.http.Response;
import io.muster.app.http.Router;
import io.muster.app.wire.AllocationWire;
import io.muster.azure.http.AddressRules;
import io.muster.azure.http.Egress;
import io.muster.azure.iothub.IotHubRegistry;
import io.muster.azure.telemetry.OtelTraces;
import io.muster.azure.webhook.Audiences;
import io.muster.azure.webhook.WebhookHttp;
import io.muster.core.deprovision.DeprovisionPolicy;
import io.muster.core.deprovision.Deprovisioner;
import io.muster.core.deprovision.Pauses;
import io.muster.core.enrollment.CertificateLookup;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.enrollment.TpmLookup;
import io.muster.core.hub.LinkedHub;
import io.muster.core.hub.LinkedHub.SharedAccessKey;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.identity.Secret;
import io.muster.core.limits.Rates;
import io.muster.core.registration.GroupDevices;
import io.muster.core.registration.Limits;
import io.muster.core.registration.Lookups;
import io.muster.core.registration.RegistrationService;
import io.muster.core.telemetry.Metrics;
import io.muster.core.telemetry.TraceParent;
import io.muster.core.telemetry.Traces;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryAuthorities;
import io.muster.core.testkit.InMemoryBudgets;
import io.muster.core.testkit.InMemoryDecisions;
import io.muster.core.testkit.InMemoryDescription;
import io.muster.core.testkit.InMemoryEnrollments;
import io.muster.core.testkit.InMemoryExchanges;
import io.muster.core.testkit.InMemoryOrders;
import io.muster.core.testkit.InMemoryRegistrations;
import io.muster.core.testkit.InMemoryReleases;
import io.muster.core.testkit.Journal;
import io.muster.core.testkit.ManualClock;
import io.muster.core.testkit.OperationTally;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import io.muster.core.tpm.TpmChallenges;
import io.muster.core.webhook.AskedWebhook;
import io.muster.core.webhook.WebhookKeys;
import io.muster.core.webhook.WebhookLimits;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** The app as Composition builds it: what is stored is in memory, what is called is on loopback. */
final class TracedApp {
    private static final FakeDevice DEVICE = FakeDevice.withKey("press-17", TestData.key("press-17/1"));
    private static final Secret POLICY_KEY = Secret.of("planted policy key".getBytes(StandardCharsets.UTF_8));
    private static final Clock CLOCK = Clock.fixed(TestData.NOW, ZoneOffset.UTC);

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final TracedQueue queue;
    private final FrontDoor door;
    private final WorkFunctions functions;

    TracedApp(OpenTelemetry telemetry, TlsServer hub, TlsServer webhook) {
        Traces traces = new OtelTraces(telemetry);
        Journal journal = new Journal();
        SeededRandom random = new SeededRandom(1);
        queue = new TracedQueue(traces);
        InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals =
                InMemoryEnrollments.individuals(journal);
        InMemoryEnrollments<GroupId, EnrollmentGroup> groups = InMemoryEnrollments.groups(journal);
        InMemoryRegistrations registrations = new InMemoryRegistrations(individuals::find, journal);
        FakeHubs links = new FakeHubs(clock, journal);
        links.link(new LinkedHub(
                TestData.host("hub-a"),
                Optional.of(hub.address()),
                1,
                true,
                "here",
                new SharedAccessKey("iothubowner", POLICY_KEY)));
        individuals.put(TestData.individual(
                "press-17", TermsBuilder.terms().webhook(webhook.address() + "/api/choose?code=planted-code")));
        AddressRules loopback = AddressRules.PUBLIC.withLoopback();
        IotHubRegistry registry = new IotHubRegistry(
                id -> {
                    throw new AssertionError("no managed identity is asked for");
                },
                true,
                CLOCK,
                Egress.over(loopback, hub::tls).traced(traces));
        TpmChallenges challenges = new TpmChallenges(() -> TestData.key("service"), TestData.SCOPE, random);
        RegistrationService service = RegistrationService.over(
                TestData.SCOPE,
                new RegistrationService.Ports(
                        registrations,
                        InMemoryEnrollments.lookup(groups),
                        links,
                        registry,
                        queue,
                        new InMemoryReleases(),
                        new AskedWebhook(
                                new AskedWebhook.Ports(
                                        new AllocationWire(),
                                        new WebhookHttp(
                                                Egress.over(loopback, webhook::tls)
                                                        .traced(traces),
                                                Audiences.NONE,
                                                () -> {
                                                    throw new AssertionError("no token is asked for");
                                                },
                                                CLOCK),
                                        new InMemoryExchanges()),
                                WebhookKeys.NONE,
                                WebhookLimits.USUAL,
                                clock),
                        new InMemoryBudgets(),
                        Metrics.NONE),
                new Lookups(
                        new KeyLookup(InMemoryEnrollments.lookup(groups), new SearchBudget(clock, 10_000)),
                        new CertificateLookup(
                                InMemoryEnrollments.lookup(groups), new InMemoryAuthorities(), IndividualChains.ANY),
                        new TpmLookup(challenges)),
                challenges,
                new RegistrationService.Rules(
                        () -> new InMemoryDescription(links, TestPolicies.all(), journal)
                                .settings()
                                .allocationPolicy(),
                        (near, origin) -> List.of(),
                        GroupDevices.BY_THUMBPRINT,
                        Limits.withAssignBudget(Duration.ofSeconds(20))),
                clock,
                random);
        DeviceEndpoints endpoints = new DeviceEndpoints(
                TestData.SCOPE,
                service,
                new TestDoor(() -> new InMemoryDescription(links, TestPolicies.all(), journal).settings(), clock)
                        .gate(Rates.UNLIMITED, new OperationTally()),
                Metrics.NONE);
        Router router = new Router().route("PUT", DeviceEndpoints.REGISTER, endpoints::register);
        door = new FrontDoor(
                router, new InMemoryDecisions(), clock, CallRecords.NONE, CallTraces.behindGateway(traces));
        functions = new WorkFunctions(
                TestData.SCOPE,
                service.worker(),
                new Deprovisioner(
                        new Deprovisioner.Ports(
                                new InMemoryOrders(clock, journal),
                                registrations,
                                groups,
                                TestLists.of(individuals, groups, registrations).members(),
                                links,
                                registry),
                        DeprovisionPolicy.NONE,
                        new Pauses(random),
                        clock),
                traces);
    }

    TracedQueue queue() {
        return queue;
    }

    /** A register, key, secrets and all. */
    Response register(TraceParent caller) {

        return door.answer(new Request(
                "PUT",
                TestApp.device("press-17") + "/register",
                TestApp.VERSION.substring(1),
                Map.of(
                        "authorization",
                        DEVICE.authorization(clock).orElseThrow(),
                        "content-type",
                        TestApp.JSON,
                        TraceParent.NAME,
                        caller.text()),
                "{\"registrationId\":\"press-17\",\"payload\":{\"pin\":\"planted-pin\"}}"));
    }

    /** A delivery by the host, which names no trace of its own. */
    void deliver(String message, int count) {
        functions.assignment(message, count, new Invocation());
    }

    private record Invocation() implements ExecutionContext {
        @Override
        public Logger getLogger() {
            return Logger.getLogger("test");
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "Assignment";
        }
    }
}
