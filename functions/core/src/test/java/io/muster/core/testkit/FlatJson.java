package io.muster.core.testkit;

import io.muster.core.hub.HubTwin;
import io.muster.core.identity.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** JSON objects without nesting, commas or colons in their values: enough to tell a merge from a replacement. */
final class FlatJson {
    private FlatJson() {}

    static HubTwin merge(HubTwin under, HubTwin over) {
        return new HubTwin(merge(under.tags(), over.tags()), merge(under.desired(), over.desired()));
    }

    private static JsonText merge(JsonText under, JsonText over) {
        Map<String, String> members = new TreeMap<>(parse(under));
        members.putAll(parse(over));
        String body = String.join(
                ",",
                members.entrySet().stream()
                        .map(member -> member.getKey() + ":" + member.getValue())
                        .toList());
        return new JsonText("{" + body + "}");
    }

    private static Map<String, String> parse(JsonText json) {
        Map<String, String> members = new LinkedHashMap<>();
        String body = json.text().substring(1, json.text().length() - 1);
        for (String member : body.isEmpty() ? new String[0] : body.split(",", -1)) {
            int colon = member.indexOf(':');
            members.put(member.substring(0, colon), member.substring(colon + 1));
        }
        return members;
    }
}
