package io.muster.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.Command.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("issue 6.7: groups and enrollments as code")
final class FleetTest {
    private static final String TWO = """
            version: 1
            groups:
              presses:
                attestation: {type: symmetricKey, symmetricKey: {primaryKey: env:PRESSES}}
                provisioningStatus: enabled
            enrollments:
              press-1:
                attestation: {type: symmetricKey}
                deviceId: Press One
                initialTwin: {tags: {hall: 1}}
            """;
    private static final String KEY = "cHJlc3Nlcy1wcmltYXJ5LWtleQ==";
    private static final String GROUP = "/enrollmentgroups/presses";

    @TempDir
    private Path folder;

    private FakeService service;
    private Command command;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        command = new Command(service, folder);
        command.environment.put("PRESSES", KEY);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("a plan shows what would be created, and changes nothing")
    void planChangesNothing() {
        Ending plan = command.over(TWO, "plan");

        assertEquals(0, plan.exitCode(), plan::said);
        assertTrue(plan.out().contains("+ create group presses"), plan::said);
        assertTrue(plan.out().contains("+ create enrollment press-1"), plan::said);
        assertTrue(plan.out().contains("2 to create, 0 to change, 0 to delete"), plan::said);
        assertEquals(List.of(), service.writes);
    }

    @Test
    @DisplayName("apply is idempotent: the second one has nothing to do")
    void applyTwice() {
        Ending first = command.over(TWO, "apply");
        Ending second = command.over(TWO, "apply");

        assertEquals(0, first.exitCode(), first::said);
        assertEquals(0, second.exitCode(), second::said);
        assertEquals(List.of("PUT /enrollmentGroups/presses", "PUT /enrollments/press-1"), service.writes);
        assertEquals(
                KEY, stored(GROUP).at("/attestation/symmetricKey/primaryKey").asText());
        assertTrue(command.over(TWO, "plan").out().contains("Nothing to do"));
    }

    @Test
    @DisplayName("drift ends in 2 and names the member that somebody has changed; apply mends it")
    void driftAndMend() {
        assertEquals(0, command.over(TWO, "apply").exitCode());
        assertEquals(0, command.over(TWO, "drift").exitCode());
        stored(GROUP).put("provisioningStatus", "disabled");

        Ending drift = command.over(TWO, "drift", "--json");

        assertEquals(2, drift.exitCode(), drift::said);
        assertTrue(drift.out().contains("\"member\" : \"provisioningStatus\""), drift::said);
        Ending plan = command.over(TWO, "plan");
        assertTrue(plan.out().contains("provisioningStatus: \"disabled\" -> \"enabled\""), plan::said);
        assertEquals(0, command.over(TWO, "apply").exitCode());
        assertEquals("enabled", stored(GROUP).path("provisioningStatus").asText());
        assertEquals(0, command.over(TWO, "drift").exitCode());
    }

    @Test
    @DisplayName("a change keeps the keys that are there")
    void changeKeepsKeys() {
        assertEquals(0, command.over(TWO, "apply").exitCode());
        ((ObjectNode) stored(GROUP).at("/attestation/symmetricKey")).put("primaryKey", "aGFuZA==");
        stored(GROUP).put("provisioningStatus", "disabled");

        assertEquals(0, command.over(TWO, "apply").exitCode());

        assertEquals(
                "aGFuZA==",
                stored(GROUP).at("/attestation/symmetricKey/primaryKey").asText());
    }

    @Test
    @DisplayName("a changed secret is noticed with --compare-secrets and put right; no secret is shown")
    void compareSecrets() {
        assertEquals(0, command.over(TWO, "apply").exitCode());
        ((ObjectNode) stored(GROUP).at("/attestation/symmetricKey")).put("primaryKey", "aGFuZA==");
        assertEquals(0, command.over(TWO, "drift").exitCode());

        Ending drift = command.over(TWO, "drift", "--compare-secrets");
        Ending apply = command.over(TWO, "apply", "--compare-secrets", "--json");

        assertEquals(2, drift.exitCode(), drift::said);
        assertTrue(drift.out().contains("attestation.symmetricKey.primaryKey: (secret) changes"), drift::said);
        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(
                KEY, stored(GROUP).at("/attestation/symmetricKey/primaryKey").asText());
        for (Ending ending : List.of(drift, apply)) {
            assertFalse(ending.said().contains(KEY) || ending.said().contains("aGFuZA"), ending::said);
        }
    }

    @Test
    @DisplayName("a secret that is not there is told by the plan, and apply then does nothing at all")
    void missingSecret() {
        command.environment.remove("PRESSES");

        Ending plan = command.over(TWO, "plan");
        Ending apply = command.over(TWO, "apply");

        assertTrue(plan.out().contains("create group presses needs env:PRESSES, which is not there"), plan::said);
        assertEquals(1, apply.exitCode(), apply::said);
        assertTrue(apply.err().contains("env:PRESSES is not set"), apply::said);
        assertEquals(List.of(), service.writes);
    }

    @Test
    @DisplayName("apply stops at the first failure, says what was done and what was not, and goes on from there")
    void stopsAndResumes() {
        service.fail("PUT /enrollments/press-1", 500, "");

        Ending stopped = command.over(TWO, "apply");
        Ending resumed = command.over(TWO, "apply");

        assertEquals(1, stopped.exitCode(), stopped::said);
        assertTrue(stopped.out().contains("done: create group presses"), stopped::said);
        assertTrue(stopped.out().contains("FAILED: create enrollment press-1"), stopped::said);
        assertEquals(0, resumed.exitCode(), resumed::said);
        assertEquals(List.of("PUT /enrollmentGroups/presses", "PUT /enrollments/press-1"), service.writes);
    }

    @Test
    @DisplayName("a busy service is asked again after as long as it wants")
    void busy() {
        service.fail("PUT /enrollmentGroups/presses", 429, "7");
        service.fail("PUT /enrollmentGroups/presses", 503, "");

        Ending apply = command.over(TWO, "apply");

        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(2)), command.pauses);
    }

    @Test
    @DisplayName("only --prune deletes, only what the scope covers, enrollments before groups")
    void prune() {
        assertEquals(0, command.over(TWO, "apply").exitCode());
        String less = "version: 1\nscope: {groups: ['press*'], enrollments: ['*-1']}\n";

        Ending plan = command.over(less, "plan");
        Ending drift = command.over(less, "drift");
        assertEquals(0, command.over(less, "apply").exitCode());
        assertEquals(2, service.enrollments.size());
        Ending apply = command.over(less, "apply", "--prune");

        assertTrue(plan.out().contains("? group presses is in the scope and not described"), plan::said);
        assertEquals(2, drift.exitCode(), drift::said);
        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(
                List.of("DELETE /enrollments/press-1", "DELETE /enrollmentGroups/presses"),
                service.writes.subList(2, 4));
        assertTrue(service.enrollments.isEmpty());
    }

    @Test
    @DisplayName("without a scope --prune deletes nothing")
    void noScope() {
        assertEquals(0, command.over(TWO, "apply").exitCode());

        assertEquals(0, command.over("version: 1\n", "apply", "--prune").exitCode());

        assertEquals(2, service.enrollments.size());
    }

    @Test
    @DisplayName("a long list is read page by page")
    void pages() {
        StringBuilder text = new StringBuilder("version: 1\nscope: {enrollments: ['*']}\nenrollments:\n");
        for (int i = 0; i < 7; i++) {
            text.append("  d").append(i).append(": {attestation: {type: symmetricKey}}\n");
        }
        assertEquals(0, command.over(text.toString(), "apply").exitCode());

        Ending drift = command.over(text.toString(), "drift");

        assertEquals(0, drift.exitCode(), drift::said);
        assertEquals(7, service.writes.size());
    }

    private ObjectNode stored(String path) {
        return Objects.requireNonNull(service.enrollments.get(path));
    }
}
