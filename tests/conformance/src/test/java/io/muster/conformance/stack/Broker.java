package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** The queue's emulator and what tests may do to it. */
public final class Broker {
    private final Admin admin;

    Broker(JsonNode facts) {
        this.admin = new Admin(facts.path("admin").asInt());
    }

    /** Refuses the next {@code count} sends, as a namespace does that is throttled. */
    public void refuseSends(int count) {
        admin.call("POST", "/faults/refuse-sends?count=" + count, "");
    }

    public void behave() {
        admin.call("POST", "/faults/clear", "");
    }
}
