package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * What goes wrong with a call.
 *
 * @param status to answer with, 0 for the ordinary answer
 * @param retryAfterSeconds -1 for no such header
 * @param dropConnection whether the connection is cut in place of an answer
 * @param afterEffect whether the call is carried out before it goes wrong, as when an answer is lost
 * @param duplicate whether it is carried out twice, as when the network delivers it twice; the first answer counts
 */
public record Fault(
        int status,
        int retryAfterSeconds,
        int delayMillis,
        boolean dropConnection,
        boolean afterEffect,
        boolean duplicate,
        Form form) {

    private static final int LONGEST_DELAY = 600_000;

    /** What the answer's body is made into. */
    public enum Form {
        PLAIN,
        /** JSON that ends in the middle. */
        TRUNCATED,
        /** The same JSON in 5 MB. */
        HUGE,
        /** A page of HTML, as a proxy would answer. */
        HTML;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Fault read(Members members) {
        Fault fault = new Fault(
                members.number("status", 200, 599, 0),
                members.number("retryAfter", 0, 86_400, -1),
                members.number("delayMs", 0, LONGEST_DELAY, 0),
                members.flag("dropConnection"),
                members.flag("afterEffect"),
                members.flag("duplicate"),
                Form.valueOf(members.choice("answer", "plain", Set.of("plain", "truncated", "huge", "html"))
                        .toUpperCase(Locale.ROOT)));
        fault.check();
        return fault;
    }

    private void check() {
        if (dropConnection && (status != 0 || retryAfterSeconds >= 0 || form != Form.PLAIN)) {
            throw new IllegalArgumentException(
                    "dropConnection leaves no answer to give a status, a header or a form to");
        }
        if (duplicate && !carriedOut()) {
            throw new IllegalArgumentException("duplicate needs afterEffect where the rule answers or cuts by itself");
        }
    }

    private boolean carriedOut() {
        return afterEffect || (status == 0 && !dropConnection);
    }

    void write(ObjectNode json) {
        json.put("status", status)
                .put("retryAfter", retryAfterSeconds)
                .put("delayMs", delayMillis)
                .put("dropConnection", dropConnection)
                .put("afterEffect", afterEffect)
                .put("duplicate", duplicate)
                .put("answer", form.wireName());
    }
}
