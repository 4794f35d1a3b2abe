package io.muster.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.Command.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("issue 6.7: apply --expect does what was looked at, or nothing")
final class ExpectedPlanTest {
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
    @DisplayName("what changes between plan and apply is refused with --expect, and nothing is done")
    void expectedPlan() {
        Path plan =
                command.write("plan.json", command.over(TWO, "plan", "--json").out());
        assertEquals(0, command.over(TWO, "apply", "--expect", plan.toString()).exitCode());
        stored(GROUP).put("provisioningStatus", "disabled");
        Path later =
                command.write("plan.json", command.over(TWO, "plan", "--json").out());
        stored(GROUP).put("etag", "\"other\"");
        service.writes.clear();

        Ending refused = command.over(TWO, "apply", "--expect", later.toString());

        assertEquals(1, refused.exitCode(), refused::said);
        assertEquals(List.of(), service.writes);
    }

    @Test
    @DisplayName("--expect refuses another content of what is yet to be created, and another place of its secrets")
    void expectedContent() {
        Path plan =
                command.write("plan.json", command.over(TWO, "plan", "--json").out());
        command.environment.put("OTHER", KEY);

        Ending content = command.over(TWO.replace("hall: 1", "hall: 2"), "apply", "--expect", plan.toString());
        Ending secret = command.over(TWO.replace("env:PRESSES", "env:OTHER"), "apply", "--expect", plan.toString());

        assertEquals(1, content.exitCode(), content::said);
        assertEquals(1, secret.exitCode(), secret::said);
        assertEquals(List.of(), service.writes);
        assertEquals(0, command.over(TWO, "apply", "--expect", plan.toString()).exitCode());
    }

    @Test
    @DisplayName("a plan made without the secrets at hand holds when it is applied with them")
    void expectedWithoutSecrets() {
        command.environment.remove("PRESSES");
        Ending looked = command.over(TWO, "plan", "--json");
        Path plan = command.write("plan.json", looked.out());
        command.environment.put("PRESSES", KEY);

        Ending apply = command.over(TWO, "apply", "--expect", plan.toString());

        assertTrue(looked.out().contains("needs env:PRESSES, which is not there"), looked::said);
        assertEquals(0, apply.exitCode(), apply::said);
        assertFalse(looked.said().contains(KEY), looked::said);
    }

    @Test
    @DisplayName(
            "--expect refuses a service changed meanwhile where only hubs or policies are to be created or changed")
    void expectedService() {
        for (String part : List.of(
                "hubs: {two.azure-devices.net: {location: eastus, authenticationType: SystemAssigned}}",
                "policies: {owner: {rights: [EnrollmentRead]}}")) {
            String description = "version: 1\nservice: {" + part + "}\n";
            Path plan = command.write(
                    "plan.json", command.over(description, "plan", "--json").out());
            service.service.put("etag", "of somebody else's change to " + part);

            Ending refused = command.over(description, "apply", "--expect", plan.toString());

            assertEquals(1, refused.exitCode(), refused::said);
            assertEquals(List.of(), service.writes);
        }
    }

    @Test
    @DisplayName("a plan made without the webhook's URL at hand holds with it, for a new thing and for a new webhook")
    void expectedWebhook() {
        String url = "https://choose.example.net/api/choose?code=webhook-code";
        String plain = "version: 1\nenrollments: {press-9: {attestation: {type: symmetricKey}}}\n";
        String hooked = plain.replace(
                "symmetricKey}",
                "symmetricKey}, allocationPolicy: custom, customAllocationDefinition: {webhookUrl: env:WEBHOOK,"
                        + " apiVersion: '2021-10-01'}");
        for (String before : List.of("version: 1\n", plain)) {
            service.enrollments.clear();
            assertEquals(0, command.over(before, "apply").exitCode());
            command.environment.remove("WEBHOOK");
            Path plan = command.write(
                    "plan.json", command.over(hooked, "plan", "--json").out());
            command.environment.put("WEBHOOK", url);

            Ending apply = command.over(hooked, "apply", "--expect", plan.toString());

            assertEquals(0, apply.exitCode(), apply::said);
            assertEquals(
                    url,
                    stored("/enrollments/press-9")
                            .at("/customAllocationDefinition/webhookUrl")
                            .asText());
        }
    }

    private ObjectNode stored(String path) {
        return Objects.requireNonNull(service.enrollments.get(path));
    }
}
