package io.muster.local.host.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** The JSON a timer function gets: its schedule's status in the platform's spelling. */
final class TimerState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEVER = "0001-01-01T00:00:00";

    private TimerState() {}

    /** Nothing is ever past due here: a local host keeps no schedule across restarts. */
    static String json(Optional<Instant> last, Optional<Instant> next) {
        ObjectNode state = JSON.createObjectNode();
        state.putObject("Schedule").put("AdjustForDST", true);
        String lastText = last.map(Instant::toString).orElse(NEVER);
        state.putObject("ScheduleStatus")
                .put("Last", lastText)
                .put("LastUpdated", lastText)
                .put("Next", next.map(Instant::toString).orElse(NEVER));
        return state.put("IsPastDue", false).toString();
    }
}
