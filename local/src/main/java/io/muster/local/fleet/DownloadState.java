package io.muster.local.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far a download has come.
 *
 * @param source what it comes from
 * @param place where it goes on; empty when all is there
 * @param bytes of lines that are safe on the disk
 * @param attentionBytes the same of what needs attention
 */
record DownloadState(String source, Optional<String> place, long bytes, long attentionBytes, long lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static DownloadState beginning(LineSource source) {
        return new DownloadState(source.name(), Optional.of(source.start()), 0, 0, 0);
    }

    DownloadState after(Piece piece, long bytesNow, long attentionNow) {
        return new DownloadState(source, piece.next(), bytesNow, attentionNow, lines + piece.count());
    }

    /** What was noted for the same source; empty when nothing was. */
    static Optional<DownloadState> read(Path file, LineSource of) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        DownloadState state = parse(file);
        if (!state.source().equals(of.name())) {
            throw new CallFailedException(
                    file + " is of " + state.source() + ", this is " + of.name() + ": begin anew, without --resume");
        }
        return Optional.of(state);
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("source", source);
        place.ifPresent(at -> json.put("place", at));
        json.put("bytes", bytes).put("attentionBytes", attentionBytes).put("lines", lines);
        OwnerFiles.replace(file, JSON.writeValueAsString(json));
    }

    private static DownloadState parse(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            return new DownloadState(
                    json.required("source").asText(),
                    Optional.ofNullable(json.get("place")).map(JsonNode::asText),
                    json.required("bytes").asLong(),
                    json.required("attentionBytes").asLong(),
                    json.required("lines").asLong());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CallFailedException(file + " cannot be read: begin anew, without --resume", e);
        }
    }
}
