package io.muster.core.registration;

import io.muster.core.identity.OperationId;
import java.time.Instant;

/** An operation that a newer one has taken the place of; look-ups of its id are answered until {@code forgotten} (seams.md 5). */
public record PastOperation(OperationId id, Instant forgotten) {}
