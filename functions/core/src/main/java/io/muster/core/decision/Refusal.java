package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.util.List;

/** A refused attestation: the device gets one and the same 401 for all of them (seams.md section 3), the operator gets this. */
public final class Refusal extends Problem {
    private final RegistrationId id;
    private final List<Finding> findings;

    Refusal(RegistrationId id, List<Finding> findings) {
        super(ProblemKind.UNAUTHORIZED, "Unauthorized", last(findings).text());
        this.id = id;
        this.findings = List.copyOf(findings);
    }

    public RegistrationId id() {
        return id;
    }

    /** In the order they were made; the last one says why. */
    public List<Finding> findings() {
        return findings;
    }

    public Reason why() {
        return last(findings).refusal().orElseThrow();
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }
}
