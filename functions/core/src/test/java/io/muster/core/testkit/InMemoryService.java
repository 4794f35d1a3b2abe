package io.muster.core.testkit;

import io.muster.core.allocation.AllocationPolicy;
import io.muster.core.allocation.Origin;
import io.muster.core.attestation.Credentials;
import io.muster.core.enrollment.CertificateLookup;
import io.muster.core.enrollment.CertificateLookup.IndividualChains;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.enrollment.KeyLookup;
import io.muster.core.enrollment.SearchBudget;
import io.muster.core.enrollment.TpmLookup;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.JsonText;
import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Answer;
import io.muster.core.registration.DryRun;
import io.muster.core.registration.GroupDevices;
import io.muster.core.registration.Limits;
import io.muster.core.registration.Lookups;
import io.muster.core.registration.PendingWork;
import io.muster.core.registration.RegisterRequest;
import io.muster.core.registration.Registration;
import io.muster.core.registration.RegistrationService;
import io.muster.core.registration.RegistrationService.Ports;
import io.muster.core.tpm.TpmChallenges;
import java.time.Duration;
import java.util.Optional;

/** The whole of registration over ports in memory: what one service and its surroundings are to a device. */
public final class InMemoryService {
    private static final int MANY = 1000;

    private final ManualClock clock = new ManualClock(TestData.NOW);
    private final Journal journal = new Journal();
    private final FakeHubs hubs = new FakeHubs(clock, journal);
    private final InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals =
            InMemoryEnrollments.individuals(new Journal());
    private final InMemoryEnrollments<GroupId, EnrollmentGroup> groups = InMemoryEnrollments.groups(new Journal());
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(individuals::find, journal);
    private final InMemoryWork work = new InMemoryWork(clock, journal);
    private final Limits limits = Limits.withAssignBudget(Duration.ofSeconds(3));
    private final FakeWebhook webhook = new FakeWebhook(journal);
    private final InMemoryBudgets budgets = new InMemoryBudgets();
    private final InMemoryReleases releases = new InMemoryReleases();
    private final InMemoryAuthorities authorities = new InMemoryAuthorities();
    private final CountedMetrics metrics = new CountedMetrics();
    private final RegistrationService service;

    public InMemoryService(long seed) {
        this(seed, GroupDevices.BY_THUMBPRINT);
    }

    public InMemoryService(long seed, GroupDevices groupDevices) {
        TpmChallenges challenges =
                new TpmChallenges(() -> TestData.key("service"), TestData.SCOPE, new SeededRandom(seed));
        Groups lookup = InMemoryEnrollments.lookup(groups);
        service = RegistrationService.over(
                TestData.SCOPE,
                new Ports(registrations, lookup, hubs, hubs, work, releases, webhook, budgets, metrics),
                new Lookups(
                        new KeyLookup(lookup, new SearchBudget(clock, 10_000)),
                        new CertificateLookup(lookup, authorities, IndividualChains.ANY),
                        new TpmLookup(challenges)),
                challenges,
                new RegistrationService.Rules(
                        () -> AllocationPolicy.HASHED, (near, origin) -> near, groupDevices, limits),
                clock,
                new SeededRandom(seed));
    }

    public ManualClock clock() {
        return clock;
    }

    public Journal journal() {
        return journal;
    }

    public FakeHubs hubs() {
        return hubs;
    }

    public InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals() {
        return individuals;
    }

    public InMemoryEnrollments<GroupId, EnrollmentGroup> groups() {
        return groups;
    }

    public InMemoryRegistrations registrations() {
        return registrations;
    }

    public FakeWebhook webhook() {
        return webhook;
    }

    public InMemoryBudgets budgets() {
        return budgets;
    }

    public InMemoryWork work() {
        return work;
    }

    public InMemoryAuthorities authorities() {
        return authorities;
    }

    public InMemoryReleases releases() {
        return releases;
    }

    public CountedMetrics metrics() {
        return metrics;
    }

    public Limits limits() {
        return limits;
    }

    public Answer.Told register(FakeDevice device) {
        return (Answer.Told) service.registrar()
                .register(new RegisterRequest(
                        device.registrationId(),
                        Credentials.token(device.authorization(clock)),
                        false,
                        Origin.UNKNOWN,
                        Optional.empty()));
    }

    /** A register that brings something for the webhook along. */
    public Answer.Told register(FakeDevice device, Optional<JsonText> payload) {
        return (Answer.Told) service.registrar()
                .register(new RegisterRequest(
                        device.registrationId(),
                        Credentials.token(device.authorization(clock)),
                        false,
                        Origin.UNKNOWN,
                        payload));
    }

    public Answer.Told poll(FakeDevice device, OperationId operationId) {
        return (Answer.Told) service.lookup()
                .operation(device.registrationId(), operationId, Credentials.token(device.authorization(clock)));
    }

    public Answer.Told look(FakeDevice device) {
        return (Answer.Told)
                service.lookup().registration(device.registrationId(), Credentials.token(device.authorization(clock)));
    }

    /** A register with whatever is brought. */
    public Answer register(RegistrationId id, Credentials brought) {
        return service.registrar().register(new RegisterRequest(id, brought, false, Origin.UNKNOWN, Optional.empty()));
    }

    public Answer poll(RegistrationId id, OperationId operationId, Credentials brought) {
        return service.lookup().operation(id, operationId, brought);
    }

    public Answer look(RegistrationId id, Credentials brought) {
        return service.lookup().registration(id, brought);
    }

    public DryRun.Verdict examine(RegistrationId id, Credentials brought) {
        return service.dryRun().examine(id, brought);
    }

    /** Delivers the next message that is due; false when there is none. */
    public boolean deliverOne() {
        Optional<InMemoryWork.Message> message = work.due();
        message.ifPresent(it -> work.deliver(it, service.worker()::handle));
        return message.isPresent();
    }

    /** Delivers {@code item} as the queue would, whether or not it ever was sent. */
    public void deliver(PendingWork.Item item) {
        service.worker().handle(item);
    }

    /** The queue has delivered {@code item} for the last time, in vain. */
    public void giveUp(PendingWork.Item item) {
        service.worker().giveUp(item);
    }

    /** Moves the clock from message to message and delivers each, until the queue is empty. */
    public void drain() {
        for (int i = 0; !work.messages().isEmpty(); i++) {
            if (i > MANY) {
                throw new AssertionError("the queue does not drain: " + work.messages());
            }
            clock.advanceTo(work.messages().get(0).at());
            boolean unused = deliverOne();
        }
    }

    public Registration record(FakeDevice device) {
        return registrations.stored(device.registrationId()).orElseThrow().registration();
    }
}
