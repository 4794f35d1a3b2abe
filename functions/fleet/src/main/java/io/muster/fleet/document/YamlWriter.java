package io.muster.fleet.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON as YAML that {@link YamlReader} reads back as the same: block style, in quotes whatever might be taken for more. */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./:-]*(?<!:)");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlWriter() {}

    public static String text(JsonNode root) {
        StringBuilder text = new StringBuilder();
        write(root, 0, text);
        return text.toString().stripLeading();
    }

    private static void write(JsonNode node, int depth, StringBuilder text) {
        if (node.isObject() && !node.isEmpty()) {
            for (Entry<String, JsonNode> member : node.properties()) {
                line(depth, text).append(scalar(member.getKey())).append(':');
                write(member.getValue(), depth + 1, text);
            }
        } else if (node.isArray() && !node.isEmpty()) {
            for (JsonNode item : node) {
                // Items in JSON's own form, which is YAML as well: short lists stay short.
                line(depth, text).append("- ").append(item.isTextual() ? scalar(item.textValue()) : item.toString());
            }
        } else {
            text.append(' ').append(node.isTextual() ? scalar(node.textValue()) : node.toString());
        }
        if (depth == 0) {
            text.append('\n');
        }
    }

    private static StringBuilder line(int depth, StringBuilder text) {
        return text.append('\n').append("  ".repeat(depth));
    }

    private static String scalar(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(java.util.Locale.ROOT));
        return plain ? value : TextNode.valueOf(value).toString();
    }
}
