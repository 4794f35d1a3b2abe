package io.muster.core.deprovision;

import io.muster.core.deprovision.Order.Subject;
import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.identity.Etag;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Enrollments of one kind; what is deleted, or comes to be disabled, is ordered on. One that is made disabled counts: it
 * keeps a single device of a group out.
 */
record CascadingEnrollments<I, E extends Enrollment>(
        EnrollmentStore<I, E> store,
        Cascade cascade,
        Function<E, I> idOf,
        Function<I, List<Subject>> ofDeleted,
        Function<I, List<Subject>> ofDisabled)
        implements EnrollmentStore<I, E> {
    @Override
    public Optional<E> find(I id) {
        return store.find(id);
    }

    @Override
    public boolean create(E enrollment) {
        return enrollment.terms().enabled()
                ? store.create(enrollment)
                : disable(enrollment, () -> store.create(enrollment));
    }

    @Override
    public boolean replace(E enrollment, Etag expected) {
        return enrollment.terms().enabled() || isDisabled(idOf.apply(enrollment), expected)
                ? store.replace(enrollment, expected)
                : disable(enrollment, () -> store.replace(enrollment, expected));
    }

    @Override
    public boolean delete(I id, Etag expected) {
        return cascade.write(ofDeleted.apply(id), true, () -> store.delete(id, expected));
    }

    private boolean disable(E enrollment, BooleanSupplier write) {
        return cascade.write(ofDisabled.apply(idOf.apply(enrollment)), false, write);
    }

    private boolean isDisabled(I id, Etag version) {
        return store.find(id)
                .filter(former -> former.revision().etag().equals(version))
                .filter(former -> !former.terms().enabled())
                .isPresent();
    }
}
