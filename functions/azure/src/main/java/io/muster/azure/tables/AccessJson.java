package io.muster.azure.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.core.access.AccessRules;
import io.muster.core.access.IpFilter;
import io.muster.core.access.IpFilterRule;
import io.muster.core.access.IpFilterRule.Action;
import io.muster.core.access.IpFilterRule.Target;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Who is let in, as column {@code Access} of the settings; a row from before has none, and lets in whoever proves himself. */
final class AccessJson {
    private static final System.Logger LOG = System.getLogger(AccessJson.class.getName());
    private static final String DISABLED = "localAuthDisabled";
    private static final IpFilterRule NOBODY = new IpFilterRule("damaged", Action.REJECT, "0.0.0.0/0", Target.ALL);

    private AccessJson() {}

    static String write(AccessRules access) {
        ObjectNode json = JsonColumn.object().put(DISABLED, access.localAuthDisabled());
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

    /** Where it does not read, nobody's address passes: a door is not to open because its lock is damaged. */
    static AccessRules read(String column) {
        try {
            return parse(column);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.log(Level.ERROR, "the rules about who is let in do not read, so nobody is until they are set anew", e);
            return new AccessRules(column.contains(DISABLED + "\":true"), new IpFilter(List.of(NOBODY)));
        }
    }

    private static AccessRules parse(String column) {
        JsonNode json = JsonColumn.parse(column);
        List<IpFilterRule> rules = new ArrayList<>();
        for (JsonNode rule : json.path("ipFilter")) {
            rules.add(new IpFilterRule(
                    rule.path("name").asText(),
                    Action.parse(rule.path("action").asText()),
                    rule.path("mask").asText(),
                    Target.parse(rule.path("target").asText())));
        }
        return new AccessRules(json.path(DISABLED).booleanValue(), new IpFilter(rules));
    }
}
