package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a device is told. */
public sealed interface Answer {
    /** To a device that proved itself. */
    sealed interface Told extends Answer {
        OperationId operationId();
    }

    /**
     * The state of its registration, under the operation id it asked for or was given.
     *
     * @param comeBackIn when to ask again, while it is not final
     * @param tpmKey the hub's key for a TPM, sealed so that only that TPM can open it, in Base64 (2.39)
     */
    record Current(OperationId operationId, Registration registration, Duration comeBackIn, Optional<String> tpmKey)
            implements Told {}

    /** Its enrollment, or the group's, is disabled (1.13). */
    record Disabled(OperationId operationId, RegistrationId id, Instant at) implements Told {}

    /**
     * A TPM has to show first that it holds its keys, by signing a token with this one (2.38).
     *
     * @param authenticationKey sealed so that only that TPM can open it, in Base64
     */
    record Challenge(String authenticationKey) implements Answer {}
}
