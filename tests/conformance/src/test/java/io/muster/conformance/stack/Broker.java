package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

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

    /** As {@link #refuseSends(int)} with an AMQP error of this name. */
    public void refuseSends(int count, String condition) {
        admin.call("POST", "/faults/refuse-sends?count=" + count + "&condition=" + condition, "");
    }

    /**
     * Leaves such calls about a message without an answer until {@link #behave}.
     *
     * @param call send, schedule, cancel or settle
     * @param when before or after it is carried out
     * @param text what the message must contain, of letters, digits and hyphens
     */
    public void hold(String name, String call, String when, String text) {
        admin.call("POST", "/faults/hold?name=" + name + "&call=" + call + "&when=" + when + "&text=" + text, "");
    }

    /** The names of the holds that happened, oldest first. */
    public List<String> held() {
        return StreamSupport.stream(
                        admin.call("GET", "/faults/held", "").path("held").spliterator(), false)
                .map(held -> held.path("name").asText())
                .toList();
    }

    /** How many messages there are that are not dead: to be delivered, locked or scheduled. */
    public long waiting() {
        long waiting = 0;
        for (JsonNode queue : admin.call("GET", "/queues", "").path("queues")) {
            waiting += queue.path("active").asLong()
                    + queue.path("locked").asLong()
                    + queue.path("scheduled").asLong();
        }
        return waiting;
    }

    /** Holds every send back for so long. */
    public void delaySends(int millis) {
        admin.call("POST", "/faults/delay-sends?millis=" + millis, "");
    }

    /** Cuts the connections of all clients. */
    public void dropConnections() {
        admin.call("POST", "/connections/drop", "");
    }

    public void behave() {
        admin.call("POST", "/faults/clear", "");
    }
}
