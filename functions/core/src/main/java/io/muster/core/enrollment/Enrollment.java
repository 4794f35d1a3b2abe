package io.muster.core.enrollment;

import io.muster.core.attestation.Attestation;
import io.muster.core.attestation.SymmetricKeys;
import java.util.Optional;

/** What the operator has said about one device or about a group of them. */
public sealed interface Enrollment permits IndividualEnrollment, EnrollmentGroup {
    /** The id in the lower-case form it is compared and sorted in. */
    String foldedId();

    /** What an operator knows it by, such as {@code enrollment group line-7}. */
    String title();

    Attestation attestation();

    Terms terms();

    Revision revision();

    /** The keys, when it is by keys that its devices prove themselves. */
    default Optional<SymmetricKeys> symmetricKeys() {
        return attestation() instanceof SymmetricKeys keys ? Optional.of(keys) : Optional.empty();
    }
}
