package io.muster.fleet.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("YAML from anywhere: read or refused, never anything else; what is written reads back the same")
final class YamlFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RUNS = 5_000;
    private static final List<String> PIECES = List.of(
            "version: 1\n",
            "groups:\n",
            "  a:\n",
            "    attestation: ",
            "{type: symmetricKey}",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ": ",
            ",",
            "&a ",
            "*a",
            "!!int ",
            "|\n",
            ">\n",
            "'",
            "\"",
            "\t",
            "\n",
            "# x",
            "---\n",
            "...\n",
            "%TAG ! x\n",
            "<<: ",
            "env:KEY",
            "file:x",
            "0x1F",
            "1e3",
            "~",
            "null",
            "\u0000",
            "\ufeff",
            "\ud800",
            "é",
            "? ",
            "primaryKey: ",
            "😀",
            "  ");

    @Test
    @DisplayName("5,000 random documents end in a description or in faults")
    void anyDocument() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RUNS; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "version: 1\n");
            for (int piece = random.nextInt(14); piece > 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                Description.parse(text.toString()).things(Kind.GROUP);
            } catch (FaultyDescriptionException e) {
                assertEquals(false, e.faults().isEmpty(), "seed " + seed + ": " + text);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + TextNode.valueOf(text.toString()), e);
            }
        }
    }

    @Test
    @DisplayName("5,000 random objects written as YAML and read again are the same")
    void roundTrip() throws FaultyDescriptionException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RUNS; i++) {
            ObjectNode object = JSON.createObjectNode();
            for (int members = 1 + random.nextInt(4); members > 0; members--) {
                object.set(word(random), any(random, 0));
            }
            String text = YamlWriter.text(object);
            assertEquals(object, json(YamlReader.read(text)), "seed " + seed + "\n" + text);
        }
    }

    private static JsonNode any(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 1 -> JSON.getNodeFactory().numberNode(random.nextInt(2000) - 1000);
            case 2 -> JSON.getNodeFactory().numberNode(random.nextInt(1000) / 8.0);
            case 3 -> JSON.getNodeFactory().nullNode();
            case 4 -> TextNode.valueOf(word(random));
            case 5 -> {
                ArrayNode array = JSON.createArrayNode();
                for (int items = random.nextInt(4); items > 0; items--) {
                    array.add(any(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JSON.createObjectNode();
                for (int members = random.nextInt(4); members > 0; members--) {
                    object.set(word(random), any(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String word(Random random) {
        List<String> words = List.of(
                "a", "no", "1e3", "0123", "x: y", "a:", "-", "- a", "~", "", " ", "#", "env:A", "é😀", "\"", "\\",
                "a\nb", "\u0085", "\u2028", "\u0007", "true", "<<", "&a", "*a", "!x", "%", "@", "`", "{", "[",
                "press-1", "a.b", "\ud800", "\ufeff", "\u007f");
        return words.get(random.nextInt(words.size()))
                + (random.nextBoolean() ? words.get(random.nextInt(words.size())) : "");
    }

    private static JsonNode json(Value value) {
        if (value instanceof Value.Members members) {
            ObjectNode object = JSON.createObjectNode();
            for (Map.Entry<String, Value.Member> member : members.members().entrySet()) {
                object.set(member.getKey(), json(member.getValue().value()));
            }
            return object;
        }
        if (value instanceof Value.Items items) {
            ArrayNode array = JSON.createArrayNode();
            items.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return ((Value.Scalar) value).node();
    }
}
