package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What reached the stores and the hubs, counted where it arrived and not by who sent it. */
final class Operations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int QUIET_MILLIS = 2000;
    private static final int LOOKS = 15;
    /** Read by each instance now and then to see whether anything was changed, however many register. */
    private static final String STANDING = " service";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonNode facts;
    private Map<String, Long> queueFrom = Map.of();
    private long vaultFrom;

    Operations(LocalStack stack) throws IOException {
        facts = stack.facts();
    }

    /**
     * Operations since the last reset.
     *
     * @param tables by verb and table
     * @param hubs by operation, over all hubs
     * @param queue sends (for now or for later), cancels, deliveries, settlements, renewals
     * @param vault calls with a token
     */
    record Counted(Map<String, Long> tables, Map<String, Long> hubs, Map<String, Long> queue, long vault) {
        /** Those on tables {@code devices} and {@code members}, which are the registrations' own. */
        long deviceTable() {
            return sum(tables, count -> count.endsWith(" devices") || count.endsWith(" members"));
        }

        /** From all tables, but for the look at what was changed. */
        long tableReads() {
            return sum(tables, count -> count.startsWith("GET ") && !count.endsWith(STANDING));
        }

        /** To all tables; a batch is one. */
        long tableWrites() {
            return sum(tables, count -> !count.startsWith("GET ") && !count.endsWith(STANDING));
        }

        long messages() {
            return queue.getOrDefault("sends", 0L);
        }

        /** Each starts a function. */
        long deliveries() {
            return queue.getOrDefault("deliveries", 0L);
        }

        long queueOperations() {
            return sum(queue, count -> true);
        }

        long hubCalls() {
            return sum(hubs, count -> true);
        }

        private static long sum(Map<String, Long> counts, Predicate<String> which) {
            return counts.entrySet().stream()
                    .filter(count -> which.test(count.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        private boolean sameAs(Counted other) {
            return tableReads() == other.tableReads()
                    && tableWrites() == other.tableWrites()
                    && hubs.equals(other.hubs)
                    && queue.equals(other.queue)
                    && vault == other.vault;
        }
    }

    void reset() throws IOException, InterruptedException {
        send("DELETE", tableCounter());
        for (JsonNode hub : facts.path("hubs")) {
            send("DELETE", hubCounter(hub));
        }
        queueFrom = queue();
        vaultFrom = vault();
    }

    Counted counted() throws IOException, InterruptedException {
        Map<String, Long> tables = new TreeMap<>();
        add(tables, JSON.readTree(send("GET", tableCounter())));
        Map<String, Long> hubs = new TreeMap<>();
        for (JsonNode hub : facts.path("hubs")) {
            add(hubs, JSON.readTree(send("GET", hubCounter(hub))));
        }
        Map<String, Long> queue = queue();
        queueFrom.forEach((operation, before) -> queue.merge(operation, -before, Long::sum));
        return new Counted(tables, hubs, queue, vault() - vaultFrom);
    }

    /** As {@link #counted}, once nothing more arrives: some of what a registration leaves is written after its answer. */
    Counted countedWhenQuiet() throws IOException, InterruptedException {
        Counted last = counted();
        for (int look = 0; look < LOOKS; look++) {
            // What happens in other processes can only be looked at.
            Thread.sleep(QUIET_MILLIS);
            Counted now = counted();
            if (now.sameAs(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** The next call for this device is slow on every hub: more than a request waits for. */
    void slowFor(String device, int millis) throws IOException, InterruptedException {
        String rule = "{\"pathPrefix\":\"/devices/" + device + "\",\"delayMs\":" + millis + ",\"times\":1}";
        for (JsonNode hub : facts.path("hubs")) {
            send("POST", admin(hub) + "/rules", rule);
        }
    }

    /** Ends all slowness. */
    void behave() throws IOException, InterruptedException {
        for (JsonNode hub : facts.path("hubs")) {
            send("DELETE", admin(hub) + "/rules");
        }
    }

    private Map<String, Long> queue() throws IOException, InterruptedException {
        JsonNode broker = facts.path("serviceBus");
        Map<String, Long> operations = new TreeMap<>();
        JSON.readTree(send("GET", admin(broker) + "/operations"))
                .path("queues")
                .path(broker.path("queue").asText())
                .properties()
                .forEach(
                        count -> operations.put(count.getKey(), count.getValue().asLong()));
        return operations;
    }

    private long vault() throws IOException, InterruptedException {
        return JSON.readTree(send("GET", admin(facts.path("vault")) + "/calls"))
                .path("calls")
                .asLong();
    }

    private static void add(Map<String, Long> sums, JsonNode answer) {
        answer.path("counts")
                .properties()
                .forEach(count -> sums.merge(count.getKey(), count.getValue().asLong(), Long::sum));
    }

    private String tableCounter() {
        URI endpoint = URI.create(
                SharedAccess.parts(facts.path("table").path("connectionString").asText())
                        .getOrDefault("TableEndpoint", ""));
        return "http://" + endpoint.getAuthority() + "/muster-operations";
    }

    private static String hubCounter(JsonNode hub) {
        return admin(hub) + "/calls";
    }

    private static String admin(JsonNode process) {
        return "http://127.0.0.1:" + process.path("admin").asInt();
    }

    private String send(String method, String address) throws IOException, InterruptedException {
        return send(method, address, "");
    }

    private String send(String method, String address, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
