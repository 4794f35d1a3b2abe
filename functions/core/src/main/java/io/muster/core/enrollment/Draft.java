package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import java.util.Optional;

/**
 * What an operator asked to be stored, before secrets and revision are known.
 *
 * @param <E> the enrollment type
 */
public interface Draft<E extends Enrollment> {
    AttestationDraft attestation();

    /** The terms asked for; what the caller's api-version has no words for stays as it is in {@code existing}. */
    Terms terms(Optional<Terms> existing);

    E complete(Attestation attestation, Terms terms, Revision revision);
}
