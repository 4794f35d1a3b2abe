package io.muster.core.enrollment;

import io.muster.core.attestation.Evidence;
import io.muster.core.identity.GroupId;
import java.util.Optional;

/** A device that has proved itself: which enrollment answers for it, and how it did. */
public record Admitted(Enrollment enrollment, Evidence evidence) {
    public Optional<GroupId> group() {
        return enrollment instanceof EnrollmentGroup group ? Optional.of(group.groupId()) : Optional.empty();
    }
}
