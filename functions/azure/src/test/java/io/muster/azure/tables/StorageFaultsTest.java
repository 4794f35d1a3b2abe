package io.muster.azure.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import io.muster.core.identity.RegistrationId;
import io.muster.core.problem.Problem;
import io.muster.core.problem.ProblemKind;
import io.muster.core.registration.Registrations;
import io.muster.core.registration.Stored;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StorageFaultsTest {
    private static final RegistrationId ID = new RegistrationId("a");

    @Test
    @DisplayName("A store that refuses connections is 503 soon, with a delay to try again after")
    void refused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Problem problem = assertTimeout(Duration.ofSeconds(10), () -> failsToLoad(port));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertTrue(problem.retryAfter().isPresent());
    }

    @Test
    @DisplayName("A store that takes the call and never answers is 503 in bounded time")
    void silent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Problem problem = assertTimeout(Duration.ofSeconds(20), () -> failsToLoad(silent.getLocalPort()));

            assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        }
    }

    @Test
    void aFaultIsTriedTwiceAndItsMessageNamesNoKeyOrAddress() {
        Instance instance = new Instance(Instance.freshScope());
        Registrations registrations = instance.stores.registrations();
        Stored first = registrations.insert(Samples.registration(ID)).orElseThrow();
        instance.traffic.taken();
        instance.traffic.down(true);

        Problem problem = assertThrows(Problem.class, () -> registrations.replace(Samples.registration(ID), first));

        assertEquals(List.of("PATCH devices", "PATCH devices"), instance.traffic.taken());
        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertFalse(Stream.of("127.0.0.1", "AccountKey", "muster").anyMatch(problem.reason()::contains));
    }

    @Test
    @DisplayName("A missing table is a fault, not a device nobody enrolled; the next call makes it again")
    void tableGone() {
        TableStorage storage = TableStorage.withConnectionString(AzuriteProcess.connectionString());
        StorageTable table = storage.table("shortlived");
        Row.Key key = new Row.Key("p", "r");
        assertTrue(table.find(key).isEmpty());

        Instance.raw("shortlived").deleteTable();

        assertEquals(
                ProblemKind.UNAVAILABLE,
                assertThrows(Problem.class, () -> table.find(key)).kind());
        assertTrue(table.find(key).isEmpty());
    }

    @Test
    @DisplayName("A transaction over two partitions is refused by us, since Azurite would take it")
    void twoPartitions() {
        StorageTable table = TableStorage.withConnectionString(AzuriteProcess.connectionString())
                .table(Keys.SERVICE);

        assertThrows(IllegalStateException.class, () -> table.submit(List.of(create("one"), create("two"))));
    }

    private static TableTransactionAction create(String partition) {
        Row row = Row.at(new Row.Key(partition, "row"));
        return new TableTransactionAction(TableTransactionActionType.CREATE, row.entity());
    }

    private static Problem failsToLoad(int port) {
        String connectionString =
                "DefaultEndpointsProtocol=http;AccountName=muster;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:"
                        + port + "/muster";
        TableStores stores = new TableStores(
                TableStorage.withConnectionString(connectionString),
                Instance.freshScope(),
                new TestVault(),
                Seeds.NONE,
                new TestClock(),
                Instance.RANDOM);
        return assertThrows(Problem.class, () -> stores.registrations().load(ID));
    }
}
