package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.app.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Answers as a client reads them. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    /** The body of an answer of that status, which it must have. */
    static JsonNode json(int status, Response response) {
        assertEquals(status, response.status(), response.body());
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** The body of a 200. */
    static JsonNode ok(Response response) {
        return json(200, response);
    }

    /** A refusal of that code; its message. */
    static String refused(int code, Response response) {
        JsonNode body = json(code / 1000, response);
        assertEquals(code, body.path("errorCode").intValue(), response.body());
        return body.path("message").textValue();
    }

    static String etag(Response response) {
        return ok(response).path("etag").textValue();
    }

    /** One member of each item of an array. */
    static List<String> each(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(member).asText())
                .toList();
    }

    /** The lines of an answer, each as JSON. */
    static List<JsonNode> lines(Response response) {
        assertEquals(200, response.status(), response.body());
        return response.body().lines().map(Answers::json).toList();
    }

    /** A certificate from the test's resources, as PEM text. */
    static String pem(String name) {
        try (InputStream file =
                Objects.requireNonNull(Answers.class.getResourceAsStream("/certificates/" + name + ".pem"), name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A text as a JSON string. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
