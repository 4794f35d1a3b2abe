package io.muster.local.servicebus;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many messages of a queue are in which state; dead ones are those in its dead-letter queue. */
record QueueDepth(int active, int scheduled, int locked, int dead) {
    int total() {
        return active + scheduled + locked;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("active", active);
        json.put("scheduled", scheduled);
        json.put("locked", locked);
        json.put("dead", dead);
        return json;
    }
}
