package io.muster.app.operations;

import io.muster.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call as it is recorded; holds no secret.
 *
 * @param applicationId of bearer calls only (8.5)
 * @param callerAddress masked; empty where no front end vouches for one
 * @param correlationId the caller's if it gave one, else our tracking id
 * @param apiVersion as asked for, if it is one
 * @param refusal why it was refused; empty when it was not
 * @param resource name of this service
 */
public record OperationRecord(
        OperationKind kind,
        String applicationId,
        String callerAddress,
        String correlationId,
        String trackingId,
        Duration took,
        String apiVersion,
        Optional<Problem> refusal,
        String resource,
        Instant at,
        String id,
        String protocol) {}
