package io.muster.core.webhook;

import io.muster.core.identity.OperationId;
import io.muster.core.identity.RegistrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of one question, as an operator reads it afterwards. Holds no secret, no payload and no twin.
 *
 * @param webhook its host and path
 * @param attempt of the operation, from 1
 * @param tried of the question, from 1; 0 when it was not even called
 * @param status of the answer, if there was one
 * @param outcome what became of it, in words
 * @param failure the code its registration fails with if this is the end of it; empty when a hub was chosen
 * @param answered how many bytes
 * @param excerpt the beginning of an answer that was refused, without what the address's query holds; else empty
 */
public record Exchange(
        Instant at,
        RegistrationId id,
        OperationId operation,
        String webhook,
        int attempt,
        int tried,
        Optional<Integer> status,
        Duration took,
        String outcome,
        Optional<Integer> failure,
        int asked,
        int answered,
        String excerpt) {}
