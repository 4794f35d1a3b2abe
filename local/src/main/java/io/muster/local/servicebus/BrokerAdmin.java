package io.muster.local.servicebus;

import io.muster.local.process.AdminArguments;
import io.muster.local.process.AdminServer;
import io.muster.local.servicebus.Holds.Call;
import io.muster.local.servicebus.Holds.When;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The broker's admin verbs, as the package documents them; each runs on the broker's loop. */
final class BrokerAdmin {
    private static final int MOST_REFUSALS = 1_000_000;
    private static final int LONGEST_DELAY_MILLIS = 600_000;

    private final QueueNodes nodes;
    private final SendFaults faults;

    private BrokerAdmin(QueueNodes nodes, SendFaults faults) {
        this.nodes = nodes;
        this.faults = faults;
    }

    /** Where the verbs run. */
    @FunctionalInterface
    interface OnLoop {
        Map<String, Object> run(Supplier<Map<String, Object>> verb);
    }

    static Map<String, AdminServer.Verb> verbs(QueueNodes nodes, SendFaults faults, BrokerLoop loop, OnLoop onLoop) {
        BrokerAdmin admin = new BrokerAdmin(nodes, faults);
        return Map.of(
                "GET /queues", query -> onLoop.run(admin::depths),
                "GET /operations", query -> onLoop.run(() -> Map.of("queues", nodes.tallies())),
                "POST /connections/drop", query -> onLoop.run(() -> Map.of("dropped", loop.dropConnections())),
                "POST /faults/refuse-sends", query -> onLoop.run(() -> admin.refuse(query)),
                "POST /faults/delay-sends", query -> onLoop.run(() -> admin.delay(query)),
                "POST /faults/hold", query -> onLoop.run(() -> admin.hold(query)),
                "GET /faults/held",
                        query -> onLoop.run(() -> Map.of("held", faults.holds().held())),
                "POST /faults/clear", query -> onLoop.run(admin::clear));
    }

    private Map<String, Object> depths() {
        Map<String, Object> queues = new LinkedHashMap<>();
        nodes.depths().forEach((name, depth) -> queues.put(name, depth.toJson()));
        return Map.of("queues", queues);
    }

    private Map<String, Object> refuse(Map<String, String> query) {
        int count = AdminArguments.number(query, "count", 1, MOST_REFUSALS);
        String condition = query.getOrDefault("condition", "com.microsoft:server-busy");
        faults.refuse(condition, count);
        return Map.of("condition", condition, "count", count);
    }

    private Map<String, Object> delay(Map<String, String> query) {
        int millis = AdminArguments.number(query, "millis", 0, LONGEST_DELAY_MILLIS);
        faults.delay(Duration.ofMillis(millis));
        return Map.of("millis", millis);
    }

    private Map<String, Object> hold(Map<String, String> query) {
        String name = AdminArguments.text(query, "name");
        faults.holds()
                .add(
                        name,
                        Call.valueOf(AdminArguments.text(query, "call").toUpperCase(Locale.ROOT)),
                        When.valueOf(AdminArguments.text(query, "when").toUpperCase(Locale.ROOT)),
                        AdminArguments.text(query, "text"));
        return Map.of("name", name);
    }

    private Map<String, Object> clear() {
        faults.clear();
        return Map.of("cleared", true);
    }
}
