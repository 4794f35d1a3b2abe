package io.muster.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.conformance.stack.WorkHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
@DisplayName("issue 6.9: all tables are lost, and come back from the last backup")
final class RecoveryDrillTest {
    private static final int DEVICES = Integer.getInteger("muster.drill", 2000);
    private static final int REAL = 10;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final LocalStack stack = LocalStack.ofItsOwn("drill");
    private final Wire edge = new Wire(stack.edge(), stack.trust());
    private final ServiceApi service = new ServiceApi(stack, edge);
    private final DeviceApi devices = new DeviceApi(stack, edge);
    private final String hub = stack.hubs().get(0).host();
    private final String group = Names.fresh("drill");

    @AfterEach
    void stop() {
        stack.close();
    }

    private record Device(String id, String key, String assignment) {}

    @Test
    @DisplayName("devices find their assignments again, and a backup of what was restored is equal to the last byte")
    void drill() throws Exception {
        BackupProcess command = new BackupProcess(stack, folder);
        String groupKey = service.group(group);
        List<Device> fleet = new ArrayList<>();
        for (int i = 0; i < REAL; i++) {
            String id = Names.fresh("individual");
            fleet.add(registered(id, service.individual(id)));
            String member = group + "-" + i;
            fleet.add(registered(member, Sas.derive(groupKey, member)));
        }
        Loading loading = new Loading(service);
        loading.lines(0, DEVICES, this::enrollment);
        loading.lines(0, DEVICES, this::record);

        long beforeBackup = System.nanoTime();
        new WorkHost(stack).run("Backup");
        double backup = seconds(beforeBackup);
        Path kept = only(
                Path.of(stack.facts().at("/functions/settings/MUSTER_BACKUPS").asText()));
        String text = new String(Files.readAllBytes(kept), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(group) || text.contains(hub), "what is in a backup cannot be read");
        String tooLate = group + "-late";
        Device late = registered(tooLate, Sas.derive(groupKey, tooLate));

        everyFunctionsHost("-STOP");
        BackupProcess.Ending refused = command.run("restore", "latest");
        assertEquals(1, refused.exitCode(), refused::said);
        assertTrue(refused.said().contains("there are rows already"), refused::said);
        long lost = System.nanoTime();
        dropAllTables();
        BackupProcess.Ending restored = command.run("restore", "latest");
        assertEquals(0, restored.exitCode(), restored::said);
        double restore = seconds(lost);
        assertEquals(kept.getFileName().toString(), restored.name(), restored::said);
        BackupProcess.Ending again = command.run("take");
        assertEquals(0, again.exitCode(), again::said);
        assertEquals(restored.sha256(), again.sha256(), "export, import, export");
        everyFunctionsHost("-KILL");
        Answer first = Patience.until(
                LONGEST, () -> devices.lookUp(fleet.get(0).id(), fleet.get(0).key()), answer -> answer.status() == 200);
        double answering = seconds(lost);
        assertEquals(fleet.get(0).assignment(), assignment(first));

        for (Device device : fleet) {
            assertEquals(device.assignment(), assignment(devices.lookUp(device.id(), device.key())), device.id());
            assertEquals(device, registered(device.id(), device.key()));
        }
        assertEquals(
                DEVICES + REAL,
                Pages.of(service, "/enrollments/query", "SELECT *", 1000).items());
        assertEquals(
                REAL + DEVICES,
                Pages.of(service, "/registrations/" + group + "/query", "SELECT *", 1000)
                        .items());
        // What came after the backup is lost; a group's device registers anew, and its hub already knows it.
        assertEquals(404, devices.lookUp(late.id(), late.key()).status());
        assertEquals(late.id(), registered(late.id(), late.key()).id());
        Answer audit = service.authorized(Call.of("POST", "/muster/audit/verify"));
        assertTrue(audit.body().startsWith("{\"intact\":true"), audit::toString);
        System.out.printf(
                Locale.ROOT,
                "drill: %,d enrollments and %,d records: backup %.1f s (%,d bytes): lost is what came after its"
                        + " first second, an hour's at most; tables restored after %.1f s, first answer after %.1f s%n",
                DEVICES + REAL,
                DEVICES + 2 * REAL,
                backup,
                Files.size(kept),
                restore,
                answering);
    }

    private String enrollment(int i) {
        return "{\"enrollment\":{\"registrationId\":\"" + group + "-e" + i
                + "\",\"attestation\":{\"type\":\"symmetricKey\"}}}";
    }

    private String record(int i) {
        return "{\"registration\":{\"registrationId\":\"" + group + "-m" + i + "\",\"enrollmentGroupId\":\"" + group
                + "\",\"assignedHub\":\"" + hub + "\",\"status\":\"assigned\"}}";
    }

    private Device registered(String id, String key) {
        Answer answer = devices.provision(id, key);
        assertEquals("assigned", answer.text("/status"), answer::toString);
        return new Device(
                id,
                key,
                answer.text("/registrationState/assignedHub") + " " + answer.text("/registrationState/deviceId"));
    }

    private static String assignment(Answer lookUp) {
        assertEquals(200, lookUp.status(), lookUp::toString);
        return lookUp.text("/assignedHub") + " " + lookUp.text("/deviceId");
    }

    /** As an operator stops the app; a stopped process cannot write what would be in the way. */
    private void everyFunctionsHost(String signal) throws IOException, InterruptedException {
        List<String> hosts = Stream.concat(
                        IntStream.rangeClosed(1, stack.functionsHosts().size()).mapToObj(i -> "functions-http-" + i),
                        Stream.of("functions-work"))
                .toList();
        for (String host : hosts) {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(stack.pid(host))).start();
            assertEquals(0, kill.waitFor(), host);
        }
    }

    private void dropAllTables() {
        TableServiceClient tables = new TableServiceClientBuilder()
                .connectionString(stack.tableConnectionString())
                .buildClient();
        List<String> names =
                tables.listTables().stream().map(table -> table.getName()).toList();
        assertTrue(
                names.containsAll(List.of("devices", "service", "members", "enrollments", "audit")), names::toString);
        names.forEach(tables::deleteTable);
        assertEquals(Optional.empty(), tables.listTables().stream().findAny());
    }

    private static Path only(Path backups) throws IOException {
        try (Stream<Path> files = Files.walk(backups)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertEquals(1, found.size(), found::toString);
            return found.get(0);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
