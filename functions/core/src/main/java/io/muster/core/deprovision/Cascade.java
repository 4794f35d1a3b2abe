package io.muster.core.deprovision;

import io.muster.core.deprovision.Order.Subject;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.registration.Registration;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Stores as operators write to them, with the orders that follow from what is deleted or disabled. */
public final class Cascade {
    /**
     * When a write is looked into again. Longer than instances go on admitting devices of a group that was disabled (30 s)
     * and than a register takes, so that what they wrote to a hub meanwhile is found then.
     */
    static final Duration SECOND_LOOK = Duration.ofSeconds(60);

    private static final System.Logger LOG = System.getLogger(Cascade.class.getName());

    private final Orders queue;
    private final Registrations registrations;
    private final DeprovisionPolicy policy;
    private final InstantSource clock;

    public Cascade(Orders queue, Registrations registrations, DeprovisionPolicy policy, InstantSource clock) {
        this.queue = queue;
        this.registrations = registrations;
        this.policy = policy;
        this.clock = clock;
    }

    /** The same store where nothing follows. */
    public EnrollmentStore<RegistrationId, IndividualEnrollment> individuals(
            EnrollmentStore<RegistrationId, IndividualEnrollment> store) {
        return policy == DeprovisionPolicy.NONE
                ? store
                : new CascadingEnrollments<>(
                        store,
                        this,
                        IndividualEnrollment::registrationId,
                        // Its record goes with it, and with the record the knowledge of where the device is.
                        id -> devices(id, registrations.load(id).registration().map(Stored::registration)),
                        id -> devices(id, Optional.empty()));
    }

    /** The same store where nothing follows. */
    public EnrollmentStore<GroupId, EnrollmentGroup> groups(EnrollmentStore<GroupId, EnrollmentGroup> store) {
        return policy == DeprovisionPolicy.NONE
                ? store
                : new CascadingEnrollments<>(store, this, EnrollmentGroup::groupId, Cascade::members, Cascade::members);
    }

    /** The same store where nothing follows. */
    public Registrations records() {
        return policy == DeprovisionPolicy.NONE ? registrations : new CascadingRecords(registrations, this);
    }

    static List<Subject> devices(RegistrationId id, Optional<Registration> record) {
        List<Subject> known = record.stream()
                .flatMap(it -> Seats.of(it).stream())
                .<Subject>map(seat -> new Subject.Device(id, Optional.of(seat)))
                .toList();
        return known.isEmpty() ? List.of(new Subject.Device(id, Optional.empty())) : known;
    }

    private static List<Subject> members(GroupId id) {
        return List.of(new Subject.Members(id, ""));
    }

    /**
     * Writes, and orders what follows: once before, for later, so that a crash in between loses nothing and a queue that
     * refuses leaves all as it is; and once after, for now.
     */
    boolean write(List<Subject> subjects, boolean deleted, BooleanSupplier write) {
        Instant now = clock.instant();
        List<Order> orders = subjects.stream()
                .map(subject -> Order.first(subject, deleted && policy == DeprovisionPolicy.DELETE, now))
                .toList();
        orders.forEach(order -> queue.schedule(order, now.plus(SECOND_LOOK)));
        if (!write.getAsBoolean()) {
            return false;
        }
        try {
            orders.forEach(queue::send);
        } catch (Problem refused) {
            LOG.log(Level.INFO, "hubs hear of a write a minute late: {0}", refused.reason());
        }
        return true;
    }
}
