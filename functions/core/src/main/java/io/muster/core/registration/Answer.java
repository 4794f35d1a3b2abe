package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Instant;

/** What a device that proved itself is told. */
public sealed interface Answer {
    OperationId operationId();

    /** The state of its registration, under the operation id it asked for or was given. */
    record Current(OperationId operationId, Registration registration) implements Answer {}

    /** Its enrollment, or the group's, is disabled (1.13). */
    record Disabled(OperationId operationId, RegistrationId id, Instant at) implements Answer {}
}
