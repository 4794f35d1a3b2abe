package io.muster.app.http;

import io.muster.core.access.Caller;
import java.util.Optional;
import java.util.UUID;

/** What is found out about a call on its way in, for the records about it; written and read by the call's own thread. */
public final class CallNotes {
    private static final UUID NONE = new UUID(0, 0);

    private final UUID trackingId;
    private Optional<Caller> caller = Optional.empty();

    private CallNotes(UUID trackingId) {
        this.trackingId = trackingId;
    }

    /** Of a call that nobody keeps records about. */
    static CallNotes none() {
        return new CallNotes(NONE);
    }

    static CallNotes of(UUID trackingId) {
        return new CallNotes(trackingId);
    }

    /** What the caller is told as {@code x-ms-request-id}. */
    public UUID trackingId() {
        return trackingId;
    }

    /** Who was let in; empty on the device API, and for whom was not. */
    public Optional<Caller> caller() {
        return caller;
    }

    public void letIn(Caller who) {
        caller = Optional.of(who);
    }
}
