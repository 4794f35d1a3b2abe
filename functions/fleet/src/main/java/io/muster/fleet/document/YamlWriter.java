package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** JSON as YAML that {@link YamlReader} reads back as the same: block style, in quotes whatever might be taken for more. */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./:-]*(?<!:)");
    /** Some of them mean something to other readers of YAML only. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlWriter() {}

    public static String text(JsonNode root) {
        StringBuilder text = new StringBuilder();
        write(root, 0, text);
        return text.append('\n').toString().stripLeading();
    }

    private static void write(JsonNode node, int depth, StringBuilder text) {
        if (node.isObject() && !node.isEmpty()) {
            for (Entry<String, JsonNode> member : node.properties()) {
                line(depth, text).append(scalar(member.getKey())).append(':');
                write(member.getValue(), depth + 1, text);
            }
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(item -> line(depth, text).append("- ").append(flow(item)));
        } else {
            text.append(' ').append(flow(node));
        }
    }

    /** In JSON's own form, which is YAML as well: what is in a list stays on its line. */
    private static String flow(JsonNode node) {
        if (node.isObject()) {
            StringJoiner members = new StringJoiner(", ", "{", "}");
            node.properties().forEach(member -> members.add(quoted(member.getKey()) + ": " + flow(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            node.forEach(item -> items.add(flow(item)));
            return items.toString();
        }
        return node.isTextual() ? scalar(node.textValue()) : node.toString();
    }

    private static StringBuilder line(int depth, StringBuilder text) {
        return text.append('\n').append("  ".repeat(depth));
    }

    private static String scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if ((each >= ' ' && each < 0x7f) || Character.isLetterOrDigit(each)) {
                quoted.append(each);
            } else {
                // Not every character may stand in YAML, and of some it is hard to see that they do.
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            }
        }
        return quoted.append('"').toString();
    }
}
