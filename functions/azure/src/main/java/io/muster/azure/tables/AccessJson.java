package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.access.AccessRules;
import io.muster.core.access.IpFilter;
import io.muster.core.access.IpFilterRule;
import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import java.util.ArrayList;
import java.util.List;

/** Who is let in, as column {@code Access} of the settings; a row from before has none, and lets in whoever proves himself. */
final class AccessJson {
    private AccessJson() {}

    static String write(AccessRules access) {
        ObjectNode json = JsonColumn.object().put("localAuthDisabled", access.localAuthDisabled());
        ArrayNode rules = json.putArray("ipFilter");
        for (IpFilterRule rule : access.ipFilter().rules()) {
            rules.addObject()
                    .put("name", rule.name())
                    .put("action", rule.action().wire())
                    .put("mask", rule.mask())
                    .put("target", rule.target().wire());
        }
        return json.toString();
    }

    /** Throws where a rule does not read: a door is not to open because its lock is damaged. */
    static AccessRules read(String column) {
        JsonNode json = JsonColumn.parse(column);
        List<IpFilterRule> rules = new ArrayList<>();
        for (JsonNode rule : json.path("ipFilter")) {
            rules.add(new IpFilterRule(
                    rule.path("name").asText(),
                    Action.parse(rule.path("action").asText()),
                    rule.path("mask").asText(),
                    Target.parse(rule.path("target").asText())));
        }
        return new AccessRules(json.path("localAuthDisabled").booleanValue(), new IpFilter(rules));
    }
}
