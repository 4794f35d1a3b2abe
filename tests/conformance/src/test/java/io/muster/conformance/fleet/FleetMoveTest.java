package io.muster.conformance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.fleet.FleetCommand.Ending;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.DeviceApi;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.Patience;
import io.muster.conformance.http.Sas;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
@DisplayName("A fleet that moves here")
final class FleetMoveTest {
    private static final int RECORDS = 500;
    private static final int REGISTERED = 40;
    /** The service may know of a release up to half a minute late. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final ServiceApi service;
    private final DeviceApi devices;
    private final String group = Names.fresh("fleet-group");
    private final String single = Names.fresh("fleet-single");
    private final String member = Names.fresh("fleet-member");
    private final String idle = Names.fresh("fleet-idle");

    @TempDir
    private Path folder;

    private FleetCommand fleet;

    FleetMoveTest(LocalStack stack) {
        this.stack = stack;
        this.service = new ServiceApi(stack);
        this.devices = new DeviceApi(stack);
    }

    @BeforeEach
    void start() {
        fleet = new FleetCommand(stack, folder);
    }

    @Test
    @DisplayName(
            "issue 3.4: is read through the vendor's service API, with keys and records, and imported with nothing changed")
    void readThroughTheVendorsApi() throws IOException {
        Map<String, String> keys = populate();
        Path file = folder.resolve("dps.ndjson");

        Ending read = fleet.run("read-dps", "--from", "--keys", "--out", file.toString());

        assertEquals(0, read.exitCode(), read::said);
        check(new FleetLines(file), keys);
        assertUnchangedBy(new FleetLines(file));
    }

    @Test
    @DisplayName("issue 3.4: an export with keys can be imported again: enrollments updated, records kept")
    void exportAndImport() throws IOException {
        Map<String, String> keys = populate();
        Path file = folder.resolve("export.ndjson");

        Ending export = fleet.run("export", "--from", "--keys", "--out", file.toString());

        assertEquals(0, export.exitCode(), export::said);
        check(new FleetLines(file), keys);
        assertUnchangedBy(new FleetLines(file));
        assertFalse(export.said().contains(service.key()), export::said);
    }

    @Test
    @DisplayName("issue 3.4: 500 imported records, 40 devices register: 0 moves; released, they move")
    void keptUntilReleased() throws IOException {
        String key = service.group(group);
        Map<String, String> hubs = new LinkedHashMap<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            String id = Names.fresh("fleet-moving");
            String hub = stack.hubs().get(i % 2).host();
            hubs.put(id, hub);
            lines.append("{\"registration\":{\"registrationId\":\"").append(id);
            lines.append("\",\"enrollmentGroupId\":\"").append(group);
            lines.append("\",\"assignedHub\":\"").append(hub);
            lines.append("\",\"status\":\"assigned\",\"substatus\":\"initialAssignment\"}}\n");
        }
        Path file = Files.writeString(folder.resolve("records.ndjson"), lines);

        Ending intake = fleet.run("import", "--to", "--in", file.toString());
        assertEquals(0, intake.exitCode(), intake::said);
        assertTrue(intake.said().contains("500 lines: {created=500}"), intake::said);

        List<Entry<String, String>> some =
                hubs.entrySet().stream().limit(REGISTERED).toList();
        for (Entry<String, String> device : some) {
            assertEquals(device.getValue(), provisionedTo(device.getKey(), key), device.getKey());
        }

        Ending release = fleet.run("release", "--to", "--percent", "100", "--group", group);
        assertEquals(0, release.exitCode(), release::said);
        long moved = Patience.until(
                LONGEST,
                () -> some.stream()
                        .filter(device -> !provisionedTo(device.getKey(), key).equals(device.getValue()))
                        .count(),
                count -> count > 0);
        assertTrue(moved < REGISTERED, "hashed allocation leaves about half where they are, moved " + moved);
    }

    @Test
    @DisplayName("issue 3.4: mending goes through to its end")
    void mend() {
        Ending mend = fleet.run("mend", "--to");

        assertEquals(0, mend.exitCode(), mend::said);
        assertTrue(mend.said().matches("(?s)Mended in \\d+ calls\\s*"), mend::said);
    }

    /** A group with a device, an individual enrollment whose device has registered, and one whose has not. */
    private Map<String, String> populate() {
        Map<String, String> keys =
                Map.of(group, service.group(group), single, service.individual(single), idle, service.individual(idle));
        assertFalse(provisionedTo(member, keys.getOrDefault(group, "")).isEmpty());
        Answer answer = devices.provision(single, keys.getOrDefault(single, ""));
        assertEquals("assigned", answer.text("/status"), answer::toString);
        return keys;
    }

    private void check(FleetLines lines, Map<String, String> keys) {
        String primary = "/attestation/symmetricKey/primaryKey";
        assertEquals(keys.get(group), lines.group(group).at(primary).asText());
        assertEquals(keys.get(single), lines.enrollment(single).at(primary).asText());
        assertEquals(keys.get(idle), lines.enrollment(idle).at(primary).asText());
        assertEquals(
                group,
                lines.registration(member)
                        .orElseThrow()
                        .path("enrollmentGroupId")
                        .asText());
        assertEquals(
                "assigned",
                lines.registration(single).orElseThrow().path("status").asText());
        assertTrue(lines.registration(idle).isEmpty());
    }

    /** Imports the lines about this test's things, since other tests' change meanwhile. */
    private void assertUnchangedBy(FleetLines all) throws IOException {
        String lines = all.about(List.of(group, single, idle, member));
        assertEquals(5, lines.lines().count(), lines);
        Path mine = Files.writeString(folder.resolve("mine.ndjson"), lines);

        Ending intake = fleet.run("import", "--to", "--in", mine.toString());

        assertEquals(0, intake.exitCode(), intake::said);
        assertTrue(intake.said().contains("5 lines: {"), intake::said);
        assertTrue(intake.said().contains("updated=3") && intake.said().contains("kept=2"), intake::said);
        // The keys are still the same: the device is let in.
        assertFalse(provisionedTo(
                        member,
                        all.group(group)
                                .at("/attestation/symmetricKey/primaryKey")
                                .asText())
                .isEmpty());
    }

    /** The hub that a device of the group is assigned to in the end. */
    private String provisionedTo(String id, String groupKey) {
        Answer answer = devices.provision(id, Sas.derive(groupKey, id));
        assertEquals("assigned", answer.text("/status"), answer::toString);
        return answer.text("/registrationState/assignedHub");
    }
}
