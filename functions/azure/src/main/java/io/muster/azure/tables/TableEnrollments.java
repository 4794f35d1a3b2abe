package io.muster.azure.tables;

import io.muster.core.enrollment.Enrollment;
import io.muster.core.enrollment.EnrollmentStore;
import io.muster.core.identity.Etag;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.Optional;
import java.util.function.Function;

/** Enrollments of one kind. The etag in the row decides, the row's version guards the write (ADR 0). */
final class TableEnrollments<I, E extends Enrollment> implements EnrollmentStore<I, E> {
    private static final int TRIES = 4;

    private final EtagRows rows;
    private final RowCodec<E> codec;
    private final Function<I, Row.Key> keys;

    TableEnrollments(EtagRows rows, RowCodec<E> codec, Function<I, Row.Key> keys) {
        this.rows = rows;
        this.codec = codec;
        this.keys = keys;
    }

    @Override
    public Optional<E> find(I id) {
        return rows.find(keys.apply(id)).map(codec::read);
    }

    @Override
    public boolean create(E enrollment) {
        Row row = codec.write(enrollment);
        // The row in the way may be this very one: the client repeats a write whose answer was lost.
        return rows.insert(row)
                || rows.find(row.key())
                        .filter(stored -> etag(stored).equals(etag(row)))
                        .isPresent();
    }

    @Override
    public boolean replace(E enrollment, Etag expected) {
        Row row = codec.write(enrollment);
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> stored = rows.find(row.key());
            if (i > 0 && stored.filter(found -> etag(found).equals(etag(row))).isPresent()) {
                // The try before this one landed, though it was said to have lost.
                return true;
            }
            if (stored.filter(found -> etag(found).equals(expected)).isEmpty()) {
                return false;
            }
            if (rows.merge(row.ifAt(stored.get().version()))) {
                return true;
            }
        }
        throw contended();
    }

    @Override
    public boolean delete(I id, Etag expected) {
        Outcome outcome = Outcome.REFUSED;
        for (int i = 0; i < TRIES; i++) {
            Optional<Row> stored = rows.find(keys.apply(id));
            if (stored.filter(row -> etag(row).equals(expected)).isEmpty()) {
                // Gone after a try whose answer may have got lost: this was it. Else somebody else was first.
                return stored.isEmpty() && outcome == Outcome.UNSURE;
            }
            outcome = rows.delete(stored.get());
            if (outcome == Outcome.DONE) {
                return true;
            }
        }
        throw contended();
    }

    private static Etag etag(Row row) {
        return new Etag(row.text("Etag"));
    }

    private static Problem contended() {
        return Problem.of(ProblemKind.UNAVAILABLE, "the enrollment is being written by others; try again");
    }
}
