package io.muster.bench;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.rest.Response;
import com.azure.data.tables.TableAsyncClient;
import com.azure.data.tables.TableServiceAsyncClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableServiceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a registration cannot do without, done bare: two reads at once, a write, the hub call, a conditional write. */
final class Floor {
    private static final String TABLE = "benchfloor";
    private static final List<String> STORES_OWN = List.of("PartitionKey", "RowKey", "Timestamp", "odata.etag");

    private final TableAsyncClient table;
    private final BareHubs hubs;
    private final Map<String, Object> columns;

    private Floor(TableAsyncClient table, BareHubs hubs, Map<String, Object> columns) {
        this.table = table;
        this.hubs = hubs;
        this.columns = columns;
    }

    /** @param partition of a device whose stored registration is copied, so that rows are of the same size */
    static Floor of(LocalStack stack, String partition) throws IOException {
        JsonNode facts = stack.facts();
        TableServiceAsyncClient service = new TableServiceClientBuilder()
                .connectionString(facts.path("table").path("connectionString").asText())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildAsyncClient();
        service.createTableIfNotExists(TABLE).blockOptional();
        TableEntity model = required(service.getTableClient("devices").getEntity(partition, "registration"));
        Map<String, Object> columns = new TreeMap<>(model.getProperties());
        STORES_OWN.forEach(columns::remove);
        return new Floor(service.getTableClient(TABLE), new BareHubs(stack), columns);
    }

    /** A device's first registration: nothing is there yet. */
    void first(String id) throws IOException, InterruptedException {
        read(id);
        String version = version(required(table.createEntityWithResponse(row(id))));
        hubs.put(id, false);
        update(id, version);
    }

    /** A known device's registration: its row is there, an individual enrollment is not. */
    void again(String id) throws IOException, InterruptedException {
        TableEntity known = read(id).orElseThrow();
        String version = update(id, known.getETag());
        hubs.put(id, true);
        update(id, version);
    }

    private Optional<TableEntity> read(String id) {
        return required(Flux.just("enrollment", "registration")
                        .flatMap(row -> table.getEntity("floor:" + id, row)
                                .onErrorResume(Floor::missing, missing -> Mono.empty()))
                        .collectList())
                .stream()
                .findFirst();
    }

    private String update(String id, String version) {
        TableEntity row = row(id).addProperty("odata.etag", version);
        return version(required(table.updateEntityWithResponse(row, TableEntityUpdateMode.MERGE, true)));
    }

    private TableEntity row(String id) {
        TableEntity row = new TableEntity("floor:" + id, "registration");
        columns.forEach(row::addProperty);
        return row;
    }

    private static boolean missing(Throwable error) {
        return error instanceof TableServiceException refused
                && refused.getResponse().getStatusCode() == 404;
    }

    /** The client drops the closing quote of this header. */
    private static String version(Response<?> written) {
        String etag = written.getHeaders().getValue(HttpHeaderName.ETAG);
        return etag.endsWith("\"") ? etag : etag + "\"";
    }

    private static <T> T required(Mono<T> answer) {
        return answer.blockOptional().orElseThrow();
    }
}
