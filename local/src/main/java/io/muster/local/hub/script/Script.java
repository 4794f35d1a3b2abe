package io.muster.local.hub.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.muster.local.hub.registry.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules in force, oldest first. It belongs to the hub's event loop. */
public final class Script {

    private final List<Rule> rules = new ArrayList<>();

    public void add(Rule rule) {
        rules.add(rule);
    }

    public void clear() {
        rules.clear();
    }

    /** The first rule that matches, used up by one. */
    public Optional<Rule> take(String method, String path) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.matches(method, path)) {
                if (rule.times() == 1) {
                    rules.remove(i);
                } else {
                    rules.set(i, rule.withTimes(rule.times() - 1));
                }
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    public ArrayNode write() {
        ArrayNode json = Json.array();
        rules.forEach(rule -> json.add(rule.write()));
        return json;
    }
}
