package io.muster.core.registration;

import io.muster.core.attestation.Evidence;
import io.muster.core.identity.OperationId;
import java.time.Instant;

/**
 * One run of registration, made by one register call (1.20).
 *
 * @param evidence how the device proved itself for it
 */
public record Operation(OperationId id, Instant started, Evidence evidence, Progress progress) {
    Operation with(Progress next) {
        return new Operation(id, started, evidence, next);
    }
}
