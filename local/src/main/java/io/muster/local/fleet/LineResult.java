package io.muster.local.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became of a line of the file.
 *
 * @param outcome {@code created}, {@code updated}, {@code kept}, {@code skipped} or {@code failed}
 */
record LineResult(long line, String outcome, int errorCode, String message) {
    static final String FAILED = "failed";

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isFailed() {
        return outcome.equals(FAILED);
    }

    /** Whether the same line may well be taken later: the service was busy, or others were writing the same thing. */
    boolean isPassing() {
        return isFailed() && (errorCode / 1000 == 429 || errorCode / 1000 >= 500);
    }

    /** A line of the file of failures. */
    String text() {
        ObjectNode json = JSON.createObjectNode()
                .put("line", line)
                .put("errorCode", errorCode)
                .put("message", message);
        return json + "\n";
    }
}
