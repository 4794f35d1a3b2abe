package io.muster.conformance.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The lines of a fleet's file, found by what they are about. */
final class FleetLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> lines;

    FleetLines(Path file) {
        try {
            lines = Files.readAllLines(file).stream().map(FleetLines::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode group(String id) {
        return find("enrollmentGroup", "enrollmentGroupId", id).orElseThrow();
    }

    JsonNode enrollment(String id) {
        return find("enrollment", "registrationId", id).orElseThrow();
    }

    Optional<JsonNode> registration(String id) {
        return find("registration", "registrationId", id);
    }

    /** The lines that are about one of these, as they stand. */
    String about(List<String> ids) {
        StringBuilder text = new StringBuilder();
        for (JsonNode line : lines) {
            JsonNode content = line.elements().next();
            if (ids.contains(content.path("registrationId").asText())
                    || ids.contains(content.path("enrollmentGroupId").asText())) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private Optional<JsonNode> find(String kind, String member, String id) {
        return lines.stream()
                .map(line -> line.path(kind))
                .filter(content -> content.path(member).asText().equals(id))
                .findFirst();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
