package io.muster.app.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Reading and writing of JSON text: strict in, compact out. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 1.50 stays 1.50: a twin is echoed as it was sent (5.1).
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private Json() {}

    /** What writes one JSON value. */
    interface Body {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static String write(Body body) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
            body.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    static String text(JsonNode node) {
        return write(json -> MAPPER.writeTree(json, node));
    }

    /** Parses an object; refuses everything else with 400. */
    static JsonNode object(String body) {
        JsonNode node = parse(body);
        if (!node.isObject()) {
            throw invalid("The body must be a JSON object");
        }
        return node;
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the input, which may hold a key: only the place is told.
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw invalid("The body is not well-formed JSON" + at);
        } catch (NumberFormatException e) {
            // Not of the parser's own kind, and it quotes the number.
            throw invalid("The body holds a number with an exponent of too many digits");
        }
    }

    static Problem invalid(String message) {
        return Problem.of(ProblemKind.INVALID_ARGUMENT, message);
    }
}
