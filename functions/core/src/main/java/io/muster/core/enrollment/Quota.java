package io.muster.core.enrollment;

import io.muster.core.attestation.AttestationType;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;

/** How many enrollments of a kind there may be. */
@FunctionalInterface
public interface Quota {
    /** Individual enrollments are not counted: a million of them costs this service nothing but their storage. */
    Quota NONE = type -> {};

    /** Refuses one more that attests by {@code type} with 403 when there are too many. */
    void requireRoom(AttestationType type);

    /**
     * At most {@code perType} groups by symmetric key and as many by X.509. Counted in what {@code groups} shows, which may
     * be 30 s old: a burst through several instances can go past it by what it makes in that time.
     */
    static Quota ofGroups(Groups groups, int perType) {
        return type -> {
            long present = groups.all().stream()
                    .filter(group -> group.attestation().type() == type)
                    .count();
            if (present >= perType) {
                throw Problem.of(
                        ProblemKind.QUOTA_EXCEEDED,
                        "There are " + present + " enrollment groups by " + type.wire()
                                + " already; the setting MUSTER_MAX_GROUPS allows " + perType);
            }
        };
    }
}
