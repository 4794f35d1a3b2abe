package io.muster.core.enrollment;

import io.muster.core.attestation.SymmetricKeys;
import io.muster.core.identity.GroupId;
import java.util.Optional;

/**
 * A device that has proved itself.
 *
 * @param keys the device's own pair: the enrollment's, or the one derived from the group's
 * @param derivedFrom the spelling of the registration id the device's key was derived from (2.11)
 */
public record Admitted(Enrollment enrollment, SymmetricKeys keys, String derivedFrom) {
    public Optional<GroupId> group() {
        return enrollment instanceof EnrollmentGroup group ? Optional.of(group.groupId()) : Optional.empty();
    }
}
