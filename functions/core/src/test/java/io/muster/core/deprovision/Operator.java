package io.muster.core.deprovision;

import io.muster.core.deprovision.Order.Subject;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.hub.LinkedHubs;
import io.muster.core.identity.DeviceId;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.registration.Registrations;
import io.muster.core.testkit.FakeDevice;
import io.muster.core.testkit.FakeHubs;
import io.muster.core.testkit.InMemoryListing;
import io.muster.core.testkit.InMemoryOrders;
import io.muster.core.testkit.InMemoryService;
import io.muster.core.testkit.SeededRandom;
import io.muster.core.testkit.TermsBuilder;
import io.muster.core.testkit.TestData;
import java.util.List;
import java.util.Optional;

/** A service with the cascade in place, and what an operator does to one device and one group of it. */
final class Operator {
    static final RegistrationId ID = new RegistrationId("Unit-1");
    static final DeviceId DEVICE_ID = new DeviceId("Unit-1");
    static final GroupId LINE = new GroupId("line");
    static final FakeDevice MEMBER =
            FakeDevice.member("Unit-1", TestData.keys("line").primary());
    static final FakeDevice SINGLE =
            FakeDevice.withKey("Unit-1", TestData.keys("Unit-1").primary());

    private final InMemoryService service;
    private final InMemoryOrders orders;
    private final EnrollmentStore<RegistrationId, IndividualEnrollment> individuals;
    private final EnrollmentStore<GroupId, EnrollmentGroup> groups;
    private final Registrations records;
    private final Deprovisioner deprovisioner;
    private int version;

    Operator(DeprovisionPolicy policy, long seed) {
        service = new InMemoryService(seed);
        orders = new InMemoryOrders(service.clock(), service.journal());
        Cascade cascade = new Cascade(orders, service.registrations(), policy, service.clock());
        individuals = cascade.individuals(withRecord());
        groups = cascade.groups(service.groups());
        records = cascade.records();
        deprovisioner = new Deprovisioner(
                new Deprovisioner.Ports(
                        orders,
                        service.registrations(),
                        service.groups(),
                        group -> new InMemoryListing<>(
                                () -> service.registrations().all().stream()
                                        .filter(it -> it.group().equals(Optional.of(group)))
                                        .toList(),
                                it -> it.id().folded()),
                        hubs(),
                        service.hubs()),
                policy,
                new Pauses(new SeededRandom(seed)),
                service.clock());
        service.hubs().link(TestData.hub("hub-a"));
        service.hubs().link(TestData.hub("hub-b"));
    }

    private LinkedHubs hubs() {
        return service.hubs();
    }

    /** An individual enrollment takes the record of its device with it. */
    private EnrollmentStore<RegistrationId, IndividualEnrollment> withRecord() {
        EnrollmentStore<RegistrationId, IndividualEnrollment> store = service.individuals();
        return new EnrollmentStore<>() {
            @Override
            public Optional<IndividualEnrollment> find(RegistrationId id) {
                return store.find(id);
            }

            @Override
            public boolean create(IndividualEnrollment enrollment) {
                return store.create(enrollment);
            }

            @Override
            public boolean replace(IndividualEnrollment enrollment, Etag expected) {
                return store.replace(enrollment, expected);
            }

            @Override
            public boolean delete(RegistrationId id, Etag expected) {
                boolean deleted = store.delete(id, expected);
                if (deleted
                        && service.registrations()
                                .stored(id)
                                .filter(it -> it.registration().group().isEmpty())
                                .isPresent()) {
                    service.registrations().remove(id);
                }
                return deleted;
            }
        };
    }

    InMemoryService service() {
        return service;
    }

    InMemoryOrders orders() {
        return orders;
    }

    FakeHubs fakes() {
        return service.hubs();
    }

    void individual(boolean enabled, String... hubs) {
        IndividualEnrollment next = individualAt(enabled, hubs);
        Optional<IndividualEnrollment> former = individuals.find(ID);
        boolean unused = former.isPresent()
                ? individuals.replace(next, former.get().revision().etag())
                : individuals.create(next);
    }

    private IndividualEnrollment individualAt(boolean enabled, String... hubs) {
        version++;
        IndividualEnrollment base = TestData.individual("Unit-1", terms(enabled, hubs));
        return new IndividualEnrollment(
                base.registrationId(),
                base.deviceId(),
                base.attestation(),
                base.terms(),
                base.optionalDeviceInformation(),
                TestData.revision("e" + version));
    }

    void deleteIndividual() {
        individuals.find(ID).ifPresent(it -> {
            boolean unused = individuals.delete(ID, it.revision().etag());
        });
    }

    void group(boolean enabled, String... hubs) {
        version++;
        EnrollmentGroup base = TestData.group("line", terms(enabled, hubs));
        EnrollmentGroup next = new EnrollmentGroup(
                base.groupId(),
                base.registrationIdPrefix(),
                base.attestation(),
                base.terms(),
                TestData.revision("e" + version));
        Optional<EnrollmentGroup> former = groups.find(LINE);
        boolean unused = former.isPresent()
                ? groups.replace(next, former.get().revision().etag())
                : groups.create(next);
    }

    void deleteGroup() {
        groups.find(LINE).ifPresent(it -> {
            boolean unused = groups.delete(LINE, it.revision().etag());
        });
    }

    void deleteRecord() {
        records.load(ID).registration().ifPresent(it -> {
            boolean unused = records.delete(it);
        });
    }

    private static TermsBuilder terms(boolean enabled, String... hubs) {
        TermsBuilder terms = TermsBuilder.terms().hubs(hubs);
        return enabled ? terms : terms.disabled();
    }

    void deliverDue() {
        orders.deliverDue(deprovisioner::handle);
    }

    boolean deliverOne() {
        return orders.deliverOne(deprovisioner::handle);
    }

    void drain() {
        orders.drain(deprovisioner::handle);
    }

    void handle(Order order) {
        deprovisioner.handle(order);
    }

    Order orderOf(Subject subject, boolean delete) {
        return Order.first(subject, delete, service.clock().instant());
    }

    /** {@code enabled}, {@code disabled} or {@code gone}. */
    String identityAt(String hub) {
        return fakes().device(TestData.host(hub), DEVICE_ID)
                .map(it -> it.enabled() ? "enabled" : "disabled")
                .orElse("gone");
    }

    /** The hubs that let the device in. */
    List<String> letIn() {
        return List.of("hub-a", "hub-b").stream()
                .filter(hub -> identityAt(hub).equals("enabled"))
                .toList();
    }
}
