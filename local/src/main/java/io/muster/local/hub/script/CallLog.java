package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** How often each operation was asked for, and the last calls. It belongs to the hub's event loop. */
public final class CallLog {

    private static final int LONGEST = 1000;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<Call> last = new ArrayDeque<>();

    /**
     * One call.
     *
     * @param status 0 when its connection was dropped
     * @param traceparent the trace that the caller named; empty for none
     */
    public record Call(String operation, String method, String path, int status, String time, String traceparent) {}

    public void add(Call call) {
        counts.merge(call.operation(), 1L, Long::sum);
        last.addLast(call);
        if (last.size() > LONGEST) {
            last.removeFirst();
        }
    }

    public void reset() {
        counts.clear();
        last.clear();
    }

    /** {@code {"counts":{operation:n}, "last":[{operation, method, path, status, time, traceparent}]}}. */
    public ObjectNode write() {
        ObjectNode json = Json.object();
        ObjectNode byOperation = json.putObject("counts");
        counts.forEach(byOperation::put);
        ArrayNode calls = json.putArray("last");
        for (Call call : last) {
            calls.addObject()
                    .put("operation", call.operation())
                    .put("method", call.method())
                    .put("path", call.path())
                    .put("status", call.status())
                    .put("time", call.time())
                    .put("traceparent", call.traceparent());
        }
        return json;
    }
}
