package io.muster.core.decision;

import io.muster.core.identity.RegistrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found out in the course of one attempt to register; not safe for several threads. */
public final class Trail {
    private final RegistrationId id;
    private final List<Finding> findings = new ArrayList<>();

    public Trail(RegistrationId id) {
        this.id = id;
    }

    /** Something that passed, or merely was so. */
    public void note(Step step, String subject, String text) {
        findings.add(new Finding(step, subject, text, Optional.empty()));
    }

    /** The end of the attempt, to be thrown. */
    public Refusal refuse(Step step, String subject, Reason reason, String text) {
        findings.add(new Finding(step, subject, text, Optional.of(reason)));
        return new Refusal(id, findings);
    }

    /** A trail that begins with what has been found so far, for an attempt that may have to be made again. */
    public Trail fork() {
        Trail fork = new Trail(id);
        fork.findings.addAll(findings);
        return fork;
    }

    /** Takes over what a fork of this one has found. */
    public void join(Trail fork) {
        findings.clear();
        findings.addAll(fork.findings);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
