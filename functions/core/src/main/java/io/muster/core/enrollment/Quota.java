package io.muster.core.enrollment;

import io.muster.core.attestation.AttestationType;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.function.ToLongFunction;

/** How many enrollments of a kind there may be. */
@FunctionalInterface
public interface Quota {
    /** Individual enrollments are not counted: a million of them costs this service nothing but their storage. */
    Quota NONE = type -> {};

    /** Refuses one more that attests by {@code type} with 403 when there are too many. */
    void requireRoom(AttestationType type);

    /**
     * At most {@code most} groups by symmetric key and as many by X.509. What {@code present} tells may be 30 s old: a burst
     * can go past the limit by what it makes in that time.
     */
    static Quota ofGroups(ToLongFunction<AttestationType> present, int most) {
        return type -> {
            long there = present.applyAsLong(type);
            if (there >= most) {
                throw Problem.of(
                        ProblemKind.QUOTA_EXCEEDED,
                        "There are " + there + " enrollment groups by " + type.wire()
                                + " already; the setting MUSTER_MAX_GROUPS allows " + most);
            }
        };
    }
}
