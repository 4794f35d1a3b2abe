package io.muster.local.servicebus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.qpid.proton.amqp.Binary;

/**
 * A journal line: a JSON array of changes that happened together, each an array of kind, queue and the kind's fields.
 * One line is one commit, so a torn line is a commit that never was.
 */
final class JournalCodec {
    /** The first line of every journal; another schema is refused, not guessed at. */
    static final String HEADER = "[\"muster-servicebus-journal\",1]";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalCodec() {}

    static String line(List<Change> changes) {
        ArrayNode line = JSON.createArrayNode();
        changes.forEach(change -> line.add(encode(change)));
        return line.toString();
    }

    /** Throws {@link IllegalArgumentException} for a line this class did not write. */
    static List<Change> changes(String line) {
        List<Change> changes = new ArrayList<>();
        try {
            JsonNode nodes = JSON.readTree(line);
            if (!nodes.isArray()) {
                throw new IllegalArgumentException("Not a journal line");
            }
            nodes.forEach(node -> changes.add(decode(node)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a journal line", e);
        }
        return changes;
    }

    private static ArrayNode encode(Change change) {
        ArrayNode node = JSON.createArrayNode();
        if (change instanceof Change.Put put) {
            StoredMessage message = put.message();
            return node.add("put")
                    .add(put.queue())
                    .add(message.sequence())
                    .add(message.enqueuedAt().toEpochMilli())
                    .add(message.scheduled())
                    .add(message.deliveryCount())
                    .add(base64(message.content()));
        }
        if (change instanceof Change.Drop drop) {
            return node.add("drop").add(drop.queue()).add(drop.sequence());
        }
        if (change instanceof Change.Counted counted) {
            return node.add("count")
                    .add(counted.queue())
                    .add(counted.sequence())
                    .add(counted.deliveryCount());
        }
        Change.Next next = (Change.Next) change;
        return node.add("next").add(next.queue()).add(next.sequence());
    }

    private static Change decode(JsonNode node) {
        String queue = node.required(1).textValue();
        long sequence = node.required(2).longValue();
        return switch (node.required(0).textValue()) {
            case "put" -> new Change.Put(queue, message(sequence, node));
            case "drop" -> new Change.Drop(queue, sequence);
            case "count" -> new Change.Counted(queue, sequence, node.required(3).intValue());
            case "next" -> new Change.Next(queue, sequence);
            default -> throw new IllegalArgumentException("Unknown kind of change");
        };
    }

    private static StoredMessage message(long sequence, JsonNode node) {
        return new StoredMessage(
                sequence,
                Instant.ofEpochMilli(node.required(3).longValue()),
                node.required(4).booleanValue(),
                node.required(5).intValue(),
                new Binary(Base64.getDecoder().decode(node.required(6).textValue())));
    }

    private static String base64(Binary content) {
        ByteBuffer encoded = Base64.getEncoder().encode(content.asByteBuffer());
        return StandardCharsets.US_ASCII.decode(encoded).toString();
    }
}
