package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** What was asked of the local service's table store. */
public final class TableOperations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI counters;

    public TableOperations(LocalStack stack) {
        this.counters = stack.tables().resolve("/muster-operations");
    }

    /** Counts from here on. */
    public void reset() {
        String unused = send("DELETE");
    }

    /** By verb and table, such as {@code GET devices}. */
    public JsonNode counts() {
        try {
            return JSON.readTree(send("GET")).path("counts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    /** All operations on these tables. */
    public long of(String... tables) {
        return counts().properties().stream()
                .filter(count -> List.of(tables)
                        .contains(count.getKey().substring(count.getKey().indexOf(' ') + 1)))
                .mapToLong(count -> count.getValue().asLong())
                .sum();
    }

    private String send(String method) {
        HttpRequest request = HttpRequest.newBuilder(counters)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
