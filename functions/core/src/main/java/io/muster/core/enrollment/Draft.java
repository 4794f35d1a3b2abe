package io.muster.core.enrollment;

import io.muster.core.attestation.SymmetricKeys;

/**
 * What an operator asked to be stored, before keys and revision are known.
 *
 * @param <E> the enrollment type
 */
public interface Draft<E extends Enrollment> {
    Terms terms();

    KeyDraft keys();

    E complete(SymmetricKeys keys, Revision revision);
}
