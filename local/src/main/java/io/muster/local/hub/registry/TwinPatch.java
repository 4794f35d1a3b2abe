package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a service wants changed in a twin, checked against IoT Hub's rules for names, depth and size. */
final class TwinPatch {

    private static final int TAGS_BYTES = 8 * 1024;
    private static final int SECTION_BYTES = 32 * 1024;
    private static final int DEEPEST = 10;
    private static final Pattern BAD_NAME = Pattern.compile(".*[.$ \\p{Cntrl}].*|.{1025,}|", Pattern.DOTALL);

    private final @Nullable ObjectNode tags;
    private final @Nullable ObjectNode desired;

    private TwinPatch(@Nullable ObjectNode tags, @Nullable ObjectNode desired) {
        this.tags = tags;
        this.desired = desired;
    }

    static TwinPatch read(ObjectNode body) {
        ObjectNode properties = Json.child(body, "properties");
        return new TwinPatch(section(body, "tags", TAGS_BYTES), section(properties, "desired", SECTION_BYTES));
    }

    /** Checks what a device reports. */
    static ObjectNode reported(ObjectNode body) {
        return checked(body, "reported", SECTION_BYTES);
    }

    Optional<ObjectNode> tags() {
        return Optional.ofNullable(tags);
    }

    Optional<ObjectNode> desired() {
        return Optional.ofNullable(desired);
    }

    boolean isEmpty() {
        return tags == null && desired == null;
    }

    private static @Nullable ObjectNode section(ObjectNode parent, String member, int limit) {
        return parent.hasNonNull(member) ? checked(Json.child(parent, member), member, limit) : null;
    }

    private static ObjectNode checked(ObjectNode section, String name, int limit) {
        ObjectNode copy = section.deepCopy();
        // Clients send back what they read; the hub sets these two itself.
        copy.remove("$metadata");
        copy.remove("$version");
        checkNames(copy, 1);
        if (Json.write(copy).getBytes(StandardCharsets.UTF_8).length > limit) {
            throw HubException.invalid(name + " is larger than " + limit + " bytes");
        }
        return copy;
    }

    private static void checkNames(JsonNode node, int depth) {
        if (depth > DEEPEST && node.isContainerNode()) {
            throw HubException.invalid("A twin is at most " + DEEPEST + " levels deep");
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (BAD_NAME.matcher(member.getKey()).matches()) {
                    throw HubException.invalid("A twin's names hold no dot, dollar, space or control character");
                }
                checkNames(member.getValue(), depth + 1);
            }
        } else {
            node.forEach(element -> checkNames(element, depth + 1));
        }
    }
}
