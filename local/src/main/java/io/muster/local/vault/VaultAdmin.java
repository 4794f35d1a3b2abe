package io.muster.local.vault;

import io.muster.local.process.AdminArguments;
import io.muster.local.process.AdminServer;
import java.time.Duration;
import java.util.Map;

/** The vault's admin verbs, as the package documents them. */
final class VaultAdmin {
    private static final int MOST_CALLS = 1_000_000;
    private static final int LONGEST_DELAY_MILLIS = 600_000;

    private final VaultKeys keys;
    private final VaultFaults faults;

    private VaultAdmin(VaultKeys keys, VaultFaults faults) {
        this.keys = keys;
        this.faults = faults;
    }

    static Map<String, AdminServer.Verb> verbs(VaultKeys keys, VaultFaults faults) {
        VaultAdmin admin = new VaultAdmin(keys, faults);
        return Map.of(
                "GET /keys", query -> Map.of("keys", keys.versionCounts()),
                "GET /calls", query -> Map.of("calls", faults.met()),
                "POST /keys/rotate", admin::rotate,
                "POST /faults/answer", admin::answer,
                "POST /faults/delay", admin::delay,
                "POST /faults/clear", admin::clear);
    }

    private Map<String, Object> rotate(Map<String, String> query) {
        try {
            return Map.of(
                    "version", keys.rotate(AdminArguments.text(query, "name")).id());
        } catch (VaultProblem e) {
            throw new IllegalArgumentException("There is no such key", e);
        }
    }

    private Map<String, Object> answer(Map<String, String> query) {
        int status = AdminArguments.number(query, "status", 400, 599);
        int count = AdminArguments.number(query, "count", 1, MOST_CALLS);
        faults.answer(status, count);
        return Map.of("status", status, "count", count);
    }

    private Map<String, Object> delay(Map<String, String> query) {
        int millis = AdminArguments.number(query, "millis", 0, LONGEST_DELAY_MILLIS);
        faults.delay(Duration.ofMillis(millis));
        return Map.of("millis", millis);
    }

    private Map<String, Object> clear(Map<String, String> query) {
        faults.clear();
        return Map.of("cleared", true);
    }
}
