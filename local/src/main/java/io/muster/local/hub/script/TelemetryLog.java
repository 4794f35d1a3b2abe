package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The last messages devices sent. It belongs to the hub's event loop. */
public final class TelemetryLog {

    private static final int LONGEST = 10_000;

    private final Deque<Message> messages = new ArrayDeque<>();
    private final List<Runnable> watchers = new ArrayList<>();

    /** A device-to-cloud message; the body as text, the time in ISO 8601. */
    public record Message(String device, String body, Map<String, String> properties, String time) {}

    public void add(Message message) {
        messages.addLast(message);
        if (messages.size() > LONGEST) {
            messages.removeFirst();
        }
        List.copyOf(watchers).forEach(Runnable::run);
    }

    public void clear() {
        messages.clear();
    }

    /** Calls the watcher after each message until it is taken off. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** {@code [{device, body, properties, time}]} of one device, or of all when the id is empty. */
    public ArrayNode write(String device) {
        ArrayNode json = Json.array();
        for (Message message : messages) {
            if (device.isEmpty() || device.equals(message.device())) {
                ObjectNode entry = json.addObject()
                        .put("device", message.device())
                        .put("body", message.body())
                        .put("time", message.time());
                ObjectNode properties = entry.putObject("properties");
                message.properties().forEach(properties::put);
            }
        }
        return json;
    }
}
