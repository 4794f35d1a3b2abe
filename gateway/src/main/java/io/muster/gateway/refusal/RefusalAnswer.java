package io.muster.gateway.refusal;

import java.time.Instant;
import java.util.UUID;

/** A refusal as one client gets it: the id to ask about it, and the error JSON. */
public record RefusalAnswer(Refusal refusal, String trackingId, String json) {
    /** Made now, with a tracking id of its own. */
    public static RefusalAnswer of(Refusal refusal, Instant now) {
        String trackingId = UUID.randomUUID().toString();
        return new RefusalAnswer(refusal, trackingId, RefusalBody.json(refusal, trackingId, now));
    }
}
