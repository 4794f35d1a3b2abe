package io.muster.core.testkit;

import io.muster.core.attestation.AttestationType;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentGroup;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.enrollment.Groups;
import io.muster.core.enrollment.IndividualEnrollment;
import io.muster.core.identity.Etag;
import io.muster.core.identity.GroupId;
import io.muster.core.identity.RegistrationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Enrollments of one kind; writes compare the etag as a real store does. */
public final class InMemoryEnrollments<I, E extends Enrollment> implements EnrollmentStore<I, E> {
    private final Map<I, E> rows = new ConcurrentHashMap<>();
    private final Function<E, I> idOf;
    private final Journal journal;

    private InMemoryEnrollments(Function<E, I> idOf, Journal journal) {
        this.idOf = idOf;
        this.journal = journal;
    }

    public static InMemoryEnrollments<RegistrationId, IndividualEnrollment> individuals(Journal journal) {
        return new InMemoryEnrollments<>(IndividualEnrollment::registrationId, journal);
    }

    public static InMemoryEnrollments<GroupId, EnrollmentGroup> groups(Journal journal) {
        return new InMemoryEnrollments<>(EnrollmentGroup::groupId, journal);
    }

    /** The port through which devices are looked up, over a store of groups; never stale. */
    public static Groups lookup(InMemoryEnrollments<GroupId, EnrollmentGroup> store) {
        return new Groups() {
            @Override
            public List<EnrollmentGroup> all() {
                return store.rows.values().stream()
                        .sorted(Comparator.comparing(
                                (EnrollmentGroup group) -> group.groupId().folded()))
                        .toList();
            }

            @Override
            public List<EnrollmentGroup> latest() {
                return all();
            }

            @Override
            public Optional<EnrollmentGroup> find(GroupId id) {
                return Optional.ofNullable(store.rows.get(id));
            }
        };
    }

    /** How many attest so. */
    public long by(AttestationType type) {
        return rows.values().stream()
                .filter(it -> it.attestation().type() == type)
                .count();
    }

    /** Puts an enrollment there, or another in its place, without conditions. */
    public void put(E enrollment) {
        rows.put(idOf.apply(enrollment), enrollment);
    }

    public void remove(I id) {
        rows.remove(id);
    }

    public List<E> all() {
        return List.copyOf(rows.values());
    }

    @Override
    public Optional<E> find(I id) {
        journal.before("enrollments.find");
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public boolean create(E enrollment) {
        journal.before("enrollments.create");
        return rows.putIfAbsent(idOf.apply(enrollment), enrollment) == null;
    }

    @Override
    public boolean replace(E enrollment, Etag expected) {
        journal.before("enrollments.replace");
        boolean current = isAt(idOf.apply(enrollment), expected);
        if (current) {
            put(enrollment);
        }
        return current;
    }

    @Override
    public boolean delete(I id, Etag expected) {
        journal.before("enrollments.delete");
        boolean current = isAt(id, expected);
        if (current) {
            rows.remove(id);
        }
        return current;
    }

    private boolean isAt(I id, Etag expected) {
        return Optional.ofNullable(rows.get(id))
                .filter(found -> found.revision().etag().equals(expected))
                .isPresent();
    }
}
