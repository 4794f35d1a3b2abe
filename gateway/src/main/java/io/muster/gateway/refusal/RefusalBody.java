package io.muster.gateway.refusal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The contract's error JSON (rest.md 5, clients.md 12), members in the order the real service sends them. */
final class RefusalBody {
    private RefusalBody() {}

    static String json(Refusal refusal, String trackingId, Instant now) {
        return "{\"errorCode\":" + refusal.code()
                + ",\"trackingId\":\"" + trackingId
                + "\",\"message\":\"" + refusal.message()
                + "\",\"timestampUtc\":\"" + now.truncatedTo(ChronoUnit.MILLIS) + "\"}";
    }
}
