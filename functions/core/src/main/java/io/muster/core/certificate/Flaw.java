package io.muster.core.certificate;

import io.muster.core.decision.Refusal;
import io.muster.core.decision.Trail;

/**
 * Something wrong with one certificate.
 *
 * @param subject the certificate, as a person knows it
 * @param text what is wrong, a clause for a person
 */
record Flaw(CertificateReason reason, String subject, String text) {
    Refusal refuse(Trail trail) {
        return trail.refuse(reason.step(), subject, reason, text);
    }

    void note(Trail trail) {
        trail.note(reason.step(), subject, text + " (" + reason.code() + ")");
    }
}
