package io.muster.core.enrollment;

import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;

/** The two kinds of enrollment, and how each is called when it is missing or there already (1.16a). */
public enum EnrollmentKind {
    INDIVIDUAL("Enrollment", ProblemKind.ENROLLMENT_NOT_FOUND, ProblemKind.ENROLLMENT_EXISTS),
    GROUP("Enrollment group", ProblemKind.GROUP_NOT_FOUND, ProblemKind.GROUP_EXISTS);

    private final String title;
    private final ProblemKind notFound;
    private final ProblemKind exists;

    EnrollmentKind(String title, ProblemKind notFound, ProblemKind exists) {
        this.title = title;
        this.notFound = notFound;
        this.exists = exists;
    }

    Problem notFound() {
        return Problem.of(notFound, title + " not found");
    }

    /** 409, with what is in the way. */
    Problem conflict(String what) {
        return Problem.of(exists, title + " " + what);
    }
}
