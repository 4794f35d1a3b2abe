package io.muster.local.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("fleet read-dps")
final class ReadDpsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private TestService service;
    private Command command;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        service = TestService.start(new FakeDps(3, 5, 7, 2));
        command = Command.over(service);
        file = folder.resolve("fleet");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("writes groups with their members' records and enrollments with theirs, as an import takes them")
    void whole() throws IOException {
        assertEquals(Fleet.DONE, read(), command::toString);

        List<JsonNode> lines = lines();
        assertEquals(3, ids(lines, LineKind.GROUP, "enrollmentGroupId").size());
        assertEquals(
                List.of("d0", "d1", "d2", "d3", "d4", "d5", "d6"), ids(lines, LineKind.ENROLLMENT, "registrationId"));
        List<String> records = ids(lines, LineKind.RECORD, "registrationId");
        assertEquals(3 * 5 + 3, records.size());
        assertTrue(records.containsAll(List.of("g0-m0", "g1-m4", "g2-m2", "d0", "d3", "d6")), records.toString());
        for (JsonNode line : lines) {
            JsonNode record = line.path("registration");
            String id = record.path("registrationId").asText();
            String group = id.startsWith("g") ? id.substring(0, 2) : "";
            assertEquals(group, record.path("enrollmentGroupId").asText(), id);
            assertFalse(line.has("enrollment") && line.path("enrollment").has("registrationState"), line::toString);
            assertFalse(line.toString().contains("primary-of"), line::toString);
        }
    }

    @Test
    @DisplayName("with --keys symmetric keys are there, and nothing is asked about other enrollments")
    void keys() throws IOException {
        assertEquals(Fleet.DONE, read("--keys"), command::toString);

        for (JsonNode line : lines()) {
            for (LineKind kind : List.of(LineKind.GROUP, LineKind.ENROLLMENT)) {
                JsonNode item = line.path(kind.member());
                if (item.at("/attestation/type").asText().equals("symmetricKey")) {
                    String id = item.path(kind == LineKind.GROUP ? "enrollmentGroupId" : "registrationId")
                            .asText();
                    assertEquals(
                            FakeDps.key(id),
                            item.at("/attestation/symmetricKey/primaryKey").asText());
                }
            }
        }
        assertEquals(
                3 + 4,
                service.heard().stream()
                        .filter(call -> call.contains("attestationmechanism"))
                        .count());
        assertFalse(command.toString().contains("primary-of"), command::toString);
    }

    @Test
    @DisplayName(
            "what a DPS does not give out or a Muster does not take is listed with what to do, and written all the same")
    void attention() throws IOException {
        assertEquals(Fleet.DONE, read("--keys"), command::toString);

        List<String> todo = Files.readAllLines(folder.resolve("fleet.attention"));
        assertEquals(3, todo.size(), todo::toString);
        assertTrue(todo.get(0).contains("\"id\":\"d1\",\"todo\":\"choose allocationPolicy"), todo.get(0));
        assertTrue(
                todo.get(1).contains("\"id\":\"d2\",\"todo\":\"add attestation.x509.clientCertificates.primary.cert"),
                todo.get(1));
        assertTrue(todo.get(1).contains("ABCD"), todo.get(1));
        assertTrue(todo.get(2).contains("\"id\":\"d3\"") && todo.get(2).contains("the-ca"), todo.get(2));
        assertTrue(command.err().contains("fleet.attention"), command::toString);
    }

    @Test
    @DisplayName("--no-records leaves records alone")
    void noRecords() throws IOException {
        assertEquals(Fleet.DONE, read("--no-records"), command::toString);

        assertEquals(10, lines().size());
        assertTrue(
                service.heard().stream().noneMatch(call -> call.contains("registrations")), service.heard()::toString);
    }

    @Test
    @DisplayName("429 in the middle: waits as long as the DPS says, and only then")
    void throttled() throws IOException {
        assertEquals(Fleet.DONE, read("--keys"), command::toString);
        String calm = Files.readString(file);
        assertEquals(List.of(), command.pauses());
        int calls = service.calls();
        for (int n = 1; n <= calls; n += 4) {
            service.fault(calls + n, new TestService.Fault.Status(429, "11"));
        }

        assertEquals(Fleet.DONE, read("--keys"), command::toString);

        assertEquals(calm, Files.readString(file));
        assertFalse(command.pauses().isEmpty());
        assertTrue(command.pauses().stream().allMatch(Duration.ofSeconds(11)::equals), command.pauses()::toString);
    }

    @Test
    @DisplayName("broken off at any call it goes on from the page it was at, to the same files")
    void resumesAnywhere() throws IOException {
        service.close();
        service = TestService.start(new FakeDps(2, 1, 4, 2));
        command = Command.over(service);
        assertEquals(Fleet.DONE, read("--keys"), command::toString);
        String whole = Files.readString(file);
        String attention = Files.readString(folder.resolve("fleet.attention"));
        int calls = service.calls();
        for (int good = 0; good < calls; good++) {
            Files.deleteIfExists(file);
            service.shutAfter(service.calls() + good);
            assertEquals(Fleet.BROKEN_OFF, read("--keys"), command::toString);
            assertFalse(Files.exists(file));

            service.open();
            assertEquals(Fleet.DONE, read("--keys", "--resume"), command::toString);
            assertEquals(whole, Files.readString(file));
            assertEquals(attention, Files.readString(folder.resolve("fleet.attention")));
        }
    }

    @Test
    @DisplayName("a group deleted while it is read: what is there is read all the same")
    void deletedMeanwhile() throws IOException {
        service.close();
        FakeDps dps = new FakeDps(2, 3, 2, 2);
        service = TestService.start(heard -> heard.path().equals("/registrations/g0/query")
                ? TestService.Reply.error(404, 404202, "no such group")
                : dps.answer(heard));
        command = Command.over(service);

        assertEquals(Fleet.DONE, read(), command::toString);

        assertEquals(List.of("g1-m0", "g1-m1", "g1-m2", "d0"), ids(lines(), LineKind.RECORD, "registrationId"));
    }

    @Test
    @DisplayName("a group deleted between breaking off and going on: nothing is left out")
    void deletedBetween() throws IOException {
        service.close();
        AtomicInteger groups = new AtomicInteger(2);
        service = TestService.start(heard -> new FakeDps(groups.get(), 3, 2, 2).answer(heard));
        command = Command.over(service);
        // One page of groups, two of the first one's records, one of the second's.
        service.shutAfter(4);
        assertEquals(Fleet.BROKEN_OFF, read(), command::toString);

        service.open();
        groups.set(1);
        assertEquals(Fleet.DONE, read("--resume"), command::toString);

        assertEquals(
                List.of("g0-m0", "g0-m1", "g0-m2", "g1-m0", "g1-m1", "g0-m0", "g0-m1", "g0-m2", "d0"),
                ids(lines(), LineKind.RECORD, "registrationId"));
        assertEquals(List.of("d0", "d1"), ids(lines(), LineKind.ENROLLMENT, "registrationId"));
    }

    private int read(String... more) {
        return command.run(
                Stream.concat(Stream.of("read-dps", "--from", "@FLEET", "--out", file.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static List<String> ids(List<JsonNode> lines, LineKind kind, String member) {
        return lines.stream()
                .filter(line -> line.has(kind.member()))
                .map(line -> line.path(kind.member()).path(member).asText())
                .toList();
    }
}
