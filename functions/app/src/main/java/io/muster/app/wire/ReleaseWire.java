package io.muster.app.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.app.http.Response;
import io.muster.core.identity.GroupId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Shares of imported assignments that are let go of. */
public final class ReleaseWire {
    private ReleaseWire() {}

    public static int percent(Fields body) {
        int percent = body.number("percent").orElseThrow(() -> Json.invalid("Member percent is missing"));
        if (percent < 0 || percent > 100) {
            throw Json.invalid("Member percent must be 0 to 100");
        }
        return percent;
    }

    public static Response response(Optional<GroupId> group, int percent) {
        return Response.json(200, Json.text(release(group, percent)));
    }

    public static Response response(Map<Optional<GroupId>, Integer> releases) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("percent", releases.getOrDefault(Optional.<GroupId>empty(), 0));
        var groups = body.putArray("groups");
        releases.entrySet().stream()
                .filter(entry -> entry.getKey().isPresent())
                .sorted(Comparator.comparing(
                        entry -> entry.getKey().orElseThrow().folded()))
                .forEach(entry -> groups.add(release(entry.getKey(), entry.getValue())));
        return Response.json(200, Json.text(body));
    }

    private static ObjectNode release(Optional<GroupId> group, int percent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        group.ifPresent(id -> json.put("enrollmentGroupId", id.text()));
        return json.put("percent", percent);
    }
}
