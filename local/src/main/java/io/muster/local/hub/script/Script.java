package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.local.hub.registry.Json;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The rules in force, oldest first, and the faults they made. It belongs to the hub's event loop. */
public final class Script {

    private static final int LONGEST = 1000;

    private final List<Rule> rules = new ArrayList<>();
    private final Deque<ObjectNode> fired = new ArrayDeque<>();
    private final Clock clock;

    public Script(Clock clock) {
        this.clock = clock;
    }

    public void add(Rule rule) {
        rules.add(rule);
    }

    /** Ends the rules of this name, or every rule for the empty one. */
    public void end(String name) {
        rules.removeIf(rule -> name.isEmpty() || rule.name().equals(name));
    }

    /** The fault of the first rule that matches and has let enough calls pass; the rule is used up by one. */
    public Optional<Fault> take(Asked asked) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!rule.match().fits(asked)) {
                continue;
            }
            Rule next = rule.next();
            if (next.times() == 0) {
                rules.remove(i);
            } else {
                rules.set(i, next);
            }
            if (rule.skip() == 0) {
                note(rule, asked);
                return Optional.of(rule.fault());
            }
            return Optional.empty();
        }
        return Optional.empty();
    }

    private void note(Rule rule, Asked asked) {
        ObjectNode entry = Json.object()
                .put("name", rule.name())
                .put("operation", asked.operation().wireName())
                .put("method", asked.method())
                .put("path", asked.path())
                .put("time", clock.instant().toString());
        rule.fault().write(entry.putObject("fault"));
        fired.addLast(entry);
        if (fired.size() > LONGEST) {
            fired.removeFirst();
        }
    }

    public ArrayNode write() {
        ArrayNode json = Json.array();
        rules.forEach(rule -> json.add(rule.write()));
        return json;
    }

    /** The last faults that happened, {@code [{name, operation, method, path, time, fault}]}, oldest first. */
    public ArrayNode writeFired() {
        ArrayNode json = Json.array();
        fired.forEach(entry -> json.add(entry.deepCopy()));
        return json;
    }

    public void forgetFired() {
        fired.clear();
    }
}
