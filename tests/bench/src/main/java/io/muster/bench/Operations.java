package io.muster.bench;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What reached the stores and the hubs, counted where it arrived and not by who sent it. */
final class Operations implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonNode facts;
    private final ServiceBusSenderClient queue;
    private long queueFrom;

    Operations(LocalStack stack) throws IOException {
        facts = stack.facts();
        queue = new ServiceBusClientBuilder()
                .connectionString(
                        facts.path("serviceBus").path("connectionString").asText())
                .sender()
                .queueName(facts.path("serviceBus").path("queue").asText())
                .buildClient();
    }

    /**
     * Operations since the last reset.
     *
     * @param tables by verb and table
     * @param hubs by operation, over all hubs
     * @param messages put into the queue, for now or for later
     */
    record Counted(Map<String, Long> tables, Map<String, Long> hubs, long messages) {
        /** Those on tables {@code devices} and {@code members}, which are the registrations' own. */
        long deviceTable() {
            return tables.entrySet().stream()
                    .filter(count -> count.getKey().endsWith(" devices")
                            || count.getKey().endsWith(" members"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        /** Those that every instance makes now and then to see whether anything was changed. */
        long otherTables() {
            return tables.values().stream().mapToLong(Long::longValue).sum() - deviceTable();
        }

        long hubCalls() {
            return hubs.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    void reset() throws IOException, InterruptedException {
        send("DELETE", tableCounter());
        for (JsonNode hub : facts.path("hubs")) {
            send("DELETE", hubCounter(hub));
        }
        queueFrom = nextInQueue();
    }

    Counted counted() throws IOException, InterruptedException {
        Map<String, Long> tables = new TreeMap<>();
        add(tables, JSON.readTree(send("GET", tableCounter())));
        Map<String, Long> hubs = new TreeMap<>();
        for (JsonNode hub : facts.path("hubs")) {
            add(hubs, JSON.readTree(send("GET", hubCounter(hub))));
        }
        return new Counted(tables, hubs, nextInQueue() - queueFrom - 1);
    }

    /** The queue numbers its messages one by one, so a message of our own, taken back at once, shows how many came. */
    private long nextInQueue() {
        long sequence = queue.scheduleMessage(
                new ServiceBusMessage("benchmark"),
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));
        queue.cancelScheduledMessage(sequence);
        return sequence;
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
        return "http://127.0.0.1:" + hub.path("admin").asInt() + "/calls";
    }

    private String send(String method, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        queue.close();
    }
}
