package io.muster.local.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** What a line is about, in the order in which an import takes them: a record needs its enrollment there first. */
enum LineKind {
    GROUP("enrollmentGroup"),
    ENROLLMENT("enrollment"),
    RECORD("registration");

    private static final JsonFactory JSON = new JsonFactory();

    private final String member;

    LineKind(String member) {
        this.member = member;
    }

    /** The one member of such a line. */
    String member() {
        return member;
    }

    /** Such a line, ending in a line feed. */
    String line(Object content) {
        return "{\"" + member + "\":" + content + "}\n";
    }

    /** The kind of a line; what is none goes first, for the service to say what is wrong with it. */
    static LineKind of(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    Optional<LineKind> kind = named(name);
                    if (kind.isPresent()) {
                        return kind.get();
                    }
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            return GROUP;
        } catch (IOException e) {
            return GROUP;
        }
    }

    private static Optional<LineKind> named(String name) {
        for (LineKind kind : values()) {
            if (kind.member.equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
