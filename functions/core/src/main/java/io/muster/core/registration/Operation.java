package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import java.time.Instant;

/** One run of registration, made by one register call (1.20). */
public record Operation(OperationId id, Instant started, Progress progress) {
    Operation with(Progress next) {
        return new Operation(id, started, next);
    }
}
