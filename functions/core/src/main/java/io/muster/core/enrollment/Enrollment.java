package io.muster.core.enrollment;

import io.muster.core.attestation.SymmetricKeys;

/** What the operator has said about one device or about a group of them. */
public sealed interface Enrollment permits IndividualEnrollment, EnrollmentGroup {
    SymmetricKeys keys();

    Terms terms();

    Revision revision();
}
