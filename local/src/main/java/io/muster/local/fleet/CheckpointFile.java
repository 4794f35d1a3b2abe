package io.muster.local.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where the checkpoint of an import is kept until the import is done. */
final class CheckpointFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    CheckpointFile(Path file) {
        this.file = file;
    }

    /** What was noted of the same import; its beginning when nothing was. */
    Checkpoint read(String source) throws IOException {
        if (Files.notExists(file)) {
            return Checkpoint.beginning(source);
        }
        Checkpoint checkpoint = parse();
        if (!checkpoint.source().equals(source)) {
            throw new CallFailedException(
                    file + " is of " + checkpoint.source() + ", this is " + source + ": begin anew, without --resume");
        }
        return checkpoint;
    }

    void write(Checkpoint checkpoint) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("source", checkpoint.source())
                .put("kind", checkpoint.kind().name())
                .put("line", checkpoint.line())
                .put("failedBytes", checkpoint.failedBytes());
        ObjectNode counts = json.putObject("counts");
        checkpoint.counts().forEach(counts::put);
        OwnerFiles.replace(file, JSON.writeValueAsString(json));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private Checkpoint parse() throws IOException {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            Map<String, Long> counts = new TreeMap<>();
            json.required("counts")
                    .properties()
                    .forEach(
                            count -> counts.put(count.getKey(), count.getValue().asLong()));
            return new Checkpoint(
                    json.required("source").asText(),
                    LineKind.valueOf(json.required("kind").asText()),
                    json.required("line").asLong(),
                    json.required("failedBytes").asLong(),
                    counts);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CallFailedException(file + " cannot be read: begin anew, without --resume", e);
        }
    }
}
