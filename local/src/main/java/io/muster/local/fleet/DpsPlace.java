package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Where in a DPS a reader is.
 *
 * @param step which list
 * @param page the token of the page of groups or enrollments
 * @param group whose records are read
 * @param from the token among that group's records
 */
record DpsPlace(Step step, String page, String group, String from) {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Step {
        GROUPS,
        RECORDS,
        ENROLLMENTS
    }

    static DpsPlace groups(String page) {
        return new DpsPlace(Step.GROUPS, page, "", "");
    }

    static DpsPlace records(String page, String group, String from) {
        return new DpsPlace(Step.RECORDS, page, group, from);
    }

    static DpsPlace enrollments(String page) {
        return new DpsPlace(Step.ENROLLMENTS, page, "", "");
    }

    static DpsPlace parse(String text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            return new DpsPlace(
                    Step.valueOf(json.path("step").asText()),
                    json.path("page").asText(),
                    json.path("group").asText(),
                    json.path("from").asText());
        } catch (IllegalArgumentException e) {
            throw new CallFailedException("the state names no place in a DPS: begin anew, without --resume", e);
        }
    }

    String text() {
        return JSON.createObjectNode()
                .put("step", step.name())
                .put("page", page)
                .put("group", group)
                .put("from", from)
                .toString();
    }
}
