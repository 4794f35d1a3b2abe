package io.muster.conformance.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableEntity;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 2.7: planted secrets are in no row, no queued message and no log")
final class SecretsAtRestTest {
    private final LocalStack stack;
    private final DeviceApi devices;
    private final ServiceApi service;
    private final List<Secret> planted = new ArrayList<>();

    SecretsAtRestTest(LocalStack stack) {
        this.stack = stack;
        this.devices = new DeviceApi(stack);
        this.service = new ServiceApi(stack);
    }

    @Test
    @DisplayName(
            "issue 2.7: keys of enrollments, groups, devices, hubs and policies, in any encoding; 2.38, 2.39: those of TPMs")
    void nowhere() throws IOException {
        plant();
        plantTpm();
        if (stack.data().isPresent()) {
            keep(ServiceSecret.of(stack, stack.data().get()));
        }

        List<String> rows = rows();
        assertTrue(
                rows.stream().anyMatch(row -> row.contains("\"storageRootKey\"")),
                "the test's own premise: a TPM's record is among them");
        assertTrue(
                rows.stream().anyMatch(row -> row.contains("RowKey=servicesecret") && row.contains("Secret=v1.")),
                "the test's own premise: and what its keys are derived from, sealed");
        assertTrue(rows.size() > 5, "the test's own premise: there are rows");
        for (String row : rows) {
            assertClean("a table row", row);
        }
        int files = assertCleanFiles(stack.logs());
        if (stack.data().isPresent()) {
            files += assertCleanFiles(stack.data().get().resolve("service-bus"));
        }
        assertTrue(files > 3, "the test's own premise: there are logs");
    }

    /** Uses each secret in every way there is: written, read back, proven, mistaken, queued and refused. */
    private void plant() {
        String id = Names.fresh("planted");
        String groupId = Names.fresh("planted-group");
        String individual = keep(service.individual(id));
        String group = keep(service.group(groupId));
        String member = keep(Sas.derive(group, "m-" + id));
        planted.add(new Secret(service.key()));
        for (var hub : stack.hubs()) {
            planted.add(new Secret(hub.connectionString().replaceAll("(?s).*SharedAccessKey=", "")));
            hub.script(id, "\"status\":503,\"times\":2");
        }
        assertEquals("assigned", devices.provision(id, individual).text("/status"));
        assertEquals("assigned", devices.provision("m-" + id, member).text("/status"));
        Answer wrong = devices.register(id, keep(Names.key(32)));
        assertEquals(401, wrong.status());
        String broken = keep(Names.key(32));
        Answer malformed = service.put("/enrollments/" + id, "{" + ServiceApi.attestation(broken) + ",\"deviceId\":7}");
        assertEquals(400, malformed.status());
        assertFalse(malformed.body().contains(broken));
    }

    /** Challenges and hub keys, answered at once and by way of the queue. */
    private void plantTpm() {
        String id = Names.fresh("planted-tpm");
        PlantedTpm device = new PlantedTpm(devices, id);
        device.enroll(service);
        for (var hub : stack.hubs()) {
            hub.script(id, "\"status\":503,\"times\":2");
        }
        device.register(key -> planted.add(new Secret(key)));
        device.mistake(keep(Names.key(32)));
    }

    private String keep(String key) {
        planted.add(new Secret(key));
        return key;
    }

    private List<String> rows() {
        TableServiceClient tables = new TableServiceClientBuilder()
                .connectionString(stack.tableConnectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
        List<String> rows = new ArrayList<>();
        tables.listTables().forEach(table -> {
            for (TableEntity row : tables.getTableClient(table.getName()).listEntities()) {
                StringBuilder text = new StringBuilder();
                row.getProperties()
                        .forEach((name, value) -> text.append(name)
                                .append('=')
                                .append(value instanceof byte[] bytes ? Secret.latin(bytes) : value)
                                .append('\n'));
                rows.add(text.toString());
            }
        });
        return rows;
    }

    private int assertCleanFiles(Path folder) throws IOException {
        int count = 0;
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                assertClean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                count++;
            }
        }
        return count;
    }

    private void assertClean(String where, String text) {
        for (Secret secret : planted) {
            assertFalse(secret.isIn(text), () -> where + " holds a secret");
        }
    }
}
