package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.core.enrollment.Draft;
import io.muster.core.enrollment.Enrollment;
import java.io.IOException;

/**
 * The JSON form of one kind of enrollment.
 *
 * @param <I> the id type
 * @param <E> the enrollment type
 */
public interface EnrollmentForm<I, E extends Enrollment> {
    /** The member that holds the id. */
    String idMember();

    /** The member that a bulk operation lists this kind under. */
    String bulkMember();

    /** Parses an id; IllegalArgumentException when it cannot be one. */
    I id(String text);

    /** What a body asks to be stored under {@code id}; members this service does not know are ignored. */
    Draft<E> draft(Fields body, I id, ApiVersion version);

    /** The members that only this kind has. */
    void writeOwn(JsonGenerator json, E enrollment) throws IOException;
}
