package io.muster.core.enrollment;

import io.muster.core.identity.Etag;
import java.util.Optional;

/**
 * Port: where enrollments of one kind are kept. Reads see every write that was acknowledged before; writes are atomic.
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public interface EnrollmentStore<I, E extends Enrollment> {
    Optional<E> find(I id);

    /** @return false when there is one under this id already */
    boolean create(E enrollment);

    /** @return false when the stored one's etag is not {@code expected}, or there is none */
    boolean replace(E enrollment, Etag expected);

    /** @return false when the stored one's etag is not {@code expected}, or there is none */
    boolean delete(I id, Etag expected);
}
