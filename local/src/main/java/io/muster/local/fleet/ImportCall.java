package io.muster.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends lines to a Muster and reads what became of each. Sent twice they do no harm. */
final class ImportCall {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "/muster/import";
    private static final String TYPE = "application/x-ndjson; charset=utf-8";

    private final ServiceClient service;

    ImportCall(ServiceClient service) {
        this.service = service;
    }

    /** The results of all lines of the batch in their order; those that failed in passing have been sent again. */
    List<LineResult> send(Batch batch) throws IOException {
        List<LineResult> results = new ArrayList<>(batch.refused());
        Batch left = batch;
        for (int tries = 1; !left.numbers().isEmpty(); tries++) {
            boolean last = tries == Backoff.TRIES;
            Set<Long> again = new HashSet<>();
            for (LineResult result : call(left)) {
                if (result.isPassing() && !last) {
                    again.add(result.line());
                } else {
                    results.add(result);
                }
            }
            left = left.only(again);
            if (!again.isEmpty()) {
                service.pause(tries);
            }
        }
        results.sort(Comparator.comparingLong(LineResult::line));
        return results;
    }

    private List<LineResult> call(Batch batch) throws IOException {
        Ask ask = Ask.of("POST", TARGET).body(TYPE, batch.body());
        // An answer that leaves a line out is no answer: the call is made again.
        Answer answer = service.send(ask, it -> results(it, batch)).orThrow(ask);
        return results(answer, batch);
    }

    private static List<LineResult> results(Answer answer, Batch batch) throws IOException {
        List<LineResult> results = new ArrayList<>();
        for (String line : answer.body().lines().toList()) {
            results.add(result(JSON.readTree(line), batch.numbers(), results.size()));
        }
        if (results.size() != batch.numbers().size()) {
            throw new IOException("results of " + results.size() + " lines instead of "
                    + batch.numbers().size());
        }
        return results;
    }

    private static LineResult result(JsonNode json, List<Long> numbers, int index) throws IOException {
        if (json.path("line").asInt() != index + 1 || index >= numbers.size()) {
            throw new IOException("results that are not those of the lines sent");
        }
        return new LineResult(
                numbers.get(index),
                json.path("outcome").asText(),
                json.path("errorCode").asInt(),
                json.path("message").asText());
    }
}
