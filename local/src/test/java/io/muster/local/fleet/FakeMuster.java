package io.muster.local.fleet;

import io.muster.local.fleet.TestService.Heard;
import io.muster.local.fleet.TestService.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The two calls of a Muster that move lines, over a map from id to line. A line that says {@code bad} is refused, one that says {@code busy} at first. */
final class FakeMuster implements TestService.Handler {
    private final Map<String, String> things = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<LineKind> taken = new ArrayList<>();

    /** What is there, by kind and id. */
    synchronized Map<String, String> things() {
        return new TreeMap<>(things);
    }

    /** The kinds of all lines taken, in the order in which they came. */
    synchronized List<LineKind> taken() {
        return List.copyOf(taken);
    }

    synchronized void put(String line) {
        things.put(id(line), line);
    }

    @Override
    public Reply answer(Heard heard) {
        return switch (heard.method() + " " + heard.path()) {
            case "GET /muster/export" -> export(heard);
            case "POST /muster/import" -> intake(heard.body());
            default -> Reply.error(404, 404000, "no such route");
        };
    }

    private synchronized Reply export(Heard heard) {
        List<String> lines = List.copyOf(things.values());
        String token = heard.header("x-ms-continuation");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(lines.size(), from + Integer.parseInt(heard.header("x-ms-max-item-count")));
        Optional<String> next = to < lines.size() ? Optional.of(Integer.toString(to)) : Optional.empty();
        return Reply.page(String.join("", lines.subList(from, to)), next);
    }

    private synchronized Reply intake(String body) {
        StringBuilder results = new StringBuilder();
        String[] lines = body.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                results.append("{\"line\":")
                        .append(i + 1)
                        .append(",")
                        .append(take(lines[i]))
                        .append("}\n");
            }
        }
        return Reply.ok(results.toString());
    }

    private String take(String line) {
        taken.add(LineKind.of(line));
        if (line.contains("busy") && refused.add(line)) {
            return "\"outcome\":\"failed\",\"errorCode\":503001,\"message\":\"try again\"";
        }
        if (line.contains("bad")) {
            return "\"outcome\":\"failed\",\"errorCode\":400004,\"message\":\"this one is bad\"";
        }
        return things.put(id(line), line + "\n") == null ? "\"outcome\":\"created\"" : "\"outcome\":\"updated\"";
    }

    private static String id(String line) {
        return LineKind.of(line) + line.replaceAll(".*\"id\":\"([^\"]*)\".*\\s*", "$1");
    }
}
