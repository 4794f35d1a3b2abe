package io.muster.local.servicebus;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;

/**
 * Calls that get no answer, so that a test can kill the caller on either side of them: held before, the call is never carried
 * out; held after, it was. A hold lasts until the faults are cleared, for clients ask again.
 */
final class Holds {
    private final Clock clock;
    private final List<Hold> holds = new ArrayList<>();
    private final List<Map<String, Object>> held = new ArrayList<>();

    Holds(Clock clock) {
        this.clock = clock;
    }

    enum Call {
        SEND,
        SCHEDULE,
        CANCEL,
        SETTLE
    }

    enum When {
        NEVER,
        BEFORE,
        AFTER
    }

    /** @param text what the message must contain */
    private record Hold(String name, Call call, When when, String text) {}

    void add(String name, Call call, When when, String text) {
        holds.add(new Hold(name, call, when, text));
    }

    void clear() {
        holds.clear();
        held.clear();
    }

    /** Which side of this call, about a message with this content, its caller is left on; noted when it is. */
    When meet(Call call, Binary content) {
        for (Hold hold : holds) {
            if (hold.call() == call
                    && new String(
                                    content.getArray(),
                                    content.getArrayOffset(),
                                    content.getLength(),
                                    StandardCharsets.ISO_8859_1)
                            .contains(hold.text())) {
                held.add(entry(hold.name(), clock.instant()));
                return hold.when();
            }
        }
        return When.NEVER;
    }

    private static Map<String, Object> entry(String name, Instant at) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("time", at.toString());
        return entry;
    }

    /** {@code [{name, time}]}, oldest first. */
    List<Map<String, Object>> held() {
        return List.copyOf(held);
    }
}
