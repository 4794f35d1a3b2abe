package io.muster.azure.tables;

import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.identity.Etag;
import java.util.Optional;
import java.util.function.Function;

/** Enrollments of one kind. */
final class TableEnrollments<I, E extends Enrollment> implements EnrollmentStore<I, E> {
    private final VersionedRows<E> rows;
    private final Function<I, Row.Key> keys;

    TableEnrollments(EtagRows rows, RowCodec<E> codec, Function<I, Row.Key> keys) {
        this.rows = new VersionedRows<>(rows, codec);
        this.keys = keys;
    }

    @Override
    public Optional<E> find(I id) {
        return rows.find(keys.apply(id));
    }

    @Override
    public boolean create(E enrollment) {
        return rows.create(enrollment);
    }

    @Override
    public boolean replace(E enrollment, Etag expected) {
        return rows.replace(enrollment, expected);
    }

    @Override
    public boolean delete(I id, Etag expected) {
        return rows.delete(keys.apply(id), expected);
    }
}
