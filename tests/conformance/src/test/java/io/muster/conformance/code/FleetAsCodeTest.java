package io.muster.conformance.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.muster.conformance.code.CodeCommand.Ending;
import io.muster.conformance.http.Answer;
import io.muster.conformance.http.Call;
import io.muster.conformance.http.Names;
import io.muster.conformance.http.ServiceApi;
import io.muster.conformance.http.Wire;
import io.muster.conformance.stack.Hub;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.LocalStackExtension;
import io.muster.core.testkit.CertificateOrder;
import io.muster.core.testkit.FakeKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("issue 6.7: a fleet as code, against the whole service")
final class FleetAsCodeTest {
    private static final String KEY = "/attestation/symmetricKey/primaryKey";

    private final LocalStack stack = LocalStack.ofItsOwn("code");
    private final ServiceApi service = new ServiceApi(stack, new Wire(stack.edge(), stack.trust()));
    private final Hub first = stack.hubs().get(0);
    private final Hub second = stack.hubs().get(1);
    private final String groupKey = Names.key(64);
    private final String policyKey = Names.key(32);

    @TempDir
    private Path folder;

    private CodeCommand command;
    private Path fleet;

    @BeforeEach
    void describe() throws IOException {
        command = new CodeCommand(stack, folder)
                .with("PRESSES_KEY", groupKey)
                .with("LINE_7_KEY", policyKey)
                .with("FIRST_HUB", first.connectionString())
                .with("SECOND_HUB", second.connectionString());
        Files.writeString(
                folder.resolve("root.pem"),
                CertificateOrder.ca("Example Root", FakeKeys.p256("code"), Instant.now())
                        .selfSigned()
                        .pem());
        Files.writeString(
                folder.resolve("device.pem"),
                CertificateOrder.leaf("press-2", FakeKeys.p256("press-2"), Instant.now())
                        .selfSigned()
                        .pem());
        fleet = Files.writeString(folder.resolve("fleet.yaml"), whole());
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private String whole() {
        return """
                version: 1
                scope: {groups: ['*'], enrollments: ['*'], certificates: ['*'], policies: [line-*], hubs: ['*']}
                service:
                  allocationPolicy: GeoLatency
                  hubs:
                    FIRST: {location: West Europe, endpoint: 'FIRST-AT', connectionString: env:FIRST_HUB, allocationWeight: 3}
                    SECOND: {location: eastus, endpoint: 'SECOND-AT', connectionString: env:SECOND_HUB}
                  policies:
                    line-7: {rights: [RegistrationStatusRead, EnrollmentRead], primaryKey: env:LINE_7_KEY}
                certificates:
                  example-root: {certificate: file:root.pem, isVerified: true}
                groups:
                  presses:
                    attestation: {type: symmetricKey, symmetricKey: {primaryKey: env:PRESSES_KEY}}
                    reprovisionPolicy: {migrateDeviceData: false}
                    initialTwin: {tags: {hall: 1, parts: [1, 2.5, x]}, properties: {desired: {interval: 30}}}
                  lathes:
                    attestation: {type: x509, x509: {caReferences: {primary: example-root}}}
                    allocationPolicy: static
                    iotHubs: [SECOND]
                enrollments:
                  press-1:
                    attestation: {type: symmetricKey}
                    deviceId: Press-1
                    capabilities: {iotEdge: true}
                    optionalDeviceInformation: {hall: north}
                  press-2:
                    attestation: {type: x509, x509: {clientCertificates: {primary: {certificate: file:device.pem}}}}
                    allocationPolicy: custom
                    customAllocationDefinition: {webhookUrl: env:WEBHOOK, apiVersion: '2021-10-01'}
                """.replace("FIRST-AT", first.registry().toString())
                .replace("SECOND-AT", second.registry().toString())
                .replace("FIRST:", first.host() + ":")
                .replace("SECOND:", second.host() + ":")
                .replace("[SECOND]", "[" + second.host() + "]");
    }

    @Test
    @DisplayName(
            "plan, apply, an empty plan; drift after a change by hand, and apply mends it; no secret is ever shown")
    void life() throws IOException {
        String code = Names.key(16);
        command.with("WEBHOOK", "https://choose.example.net/api/choose?code=" + code);
        bare();

        Ending plan = command.run("plan", fleet);
        assertEquals(0, plan.exitCode(), plan::said);
        assertTrue(plan.out().contains("+ create group presses"), plan::said);
        assertEquals(404, service.get("/enrollmentGroups/presses").status());
        applied(fleet);
        unchanged(fleet);

        Answer group = mechanism();
        assertEquals(groupKey, group.text("/symmetricKey/primaryKey"));
        assertEquals(200, disabled("presses").status());

        Ending drift = command.run("drift", fleet, "--json");
        assertEquals(2, drift.exitCode(), drift::said);
        assertTrue(drift.out().contains("\"member\" : \"provisioningStatus\""), drift::said);
        applied(fleet);
        unchanged(fleet);
        assertEquals("enabled", service.get("/enrollmentGroups/presses").text("/provisioningStatus"));

        changedKey();
        unchanged(fleet);
        Ending compared = command.run("drift", fleet, "--compare-secrets");
        assertEquals(2, compared.exitCode(), compared::said);
        assertTrue(compared.out().contains("attestation.symmetricKey.primaryKey: (secret) changes"), compared::said);
        Ending put = command.run("apply", fleet, "--compare-secrets");
        assertEquals(0, put.exitCode(), put::said);
        assertEquals(groupKey, mechanism().text("/symmetricKey/primaryKey"));

        for (String secret : List.of(groupKey, policyKey, code, service.key(), key(first), key(second))) {
            assertFalse(command.everything().contains(secret), "a secret is shown");
        }
        exported();
    }

    /** The plan of an export is empty, without any secret at hand, and so is what applying it does. */
    private void exported() throws IOException {
        for (String secret : List.of("PRESSES_KEY", "LINE_7_KEY", "WEBHOOK", "FIRST_HUB", "SECOND_HUB")) {
            command.without(secret);
        }
        Path file = Files.createDirectories(folder.resolve("exported")).resolve("fleet.yaml");

        Ending export = command.run(List.of("export", "--out", file.toString()));

        assertEquals(0, export.exitCode(), export::said);
        unchanged(file);
        applied(file);
        String text = Files.readString(file);
        assertFalse(text.contains(groupKey) || text.contains(policyKey) || text.contains(key(first)), text);
    }

    @Test
    @DisplayName("what somebody else changes after a plan was looked at is refused, and stays as it is")
    void concurrentChange() throws IOException {
        command.with("WEBHOOK", "https://choose.example.net/api/choose?code=" + Names.key(16));
        applied(fleet);
        assertEquals(200, disabled("presses").status());
        Path looked = Files.writeString(
                folder.resolve("plan.json"),
                command.run("plan", fleet, "--json").out());
        Answer other = service.replace(
                "/enrollmentGroups/presses",
                "{\"enrollmentGroupId\":\"presses\",\"attestation\":{\"type\":\"symmetricKey\"},"
                        + "\"provisioningStatus\":\"disabled\",\"allocationPolicy\":\"hashed\"}");
        assertEquals(200, other.status(), other::toString);

        Ending refused = command.run("apply", fleet, "--expect", looked.toString());

        assertEquals(1, refused.exitCode(), refused::said);
        assertTrue(refused.err().contains("is not the one in"), refused::said);
        assertEquals("hashed", service.get("/enrollmentGroups/presses").text("/allocationPolicy"));
        applied(fleet);
    }

    @Test
    @DisplayName(
            "a bad file is refused with place and remedy, a secret in it not repeated, and nothing is asked of the service")
    void badFile() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.yaml"),
                "version: 1\ngroups:\n  presses:\n    attestation: {type: symmetricKey, symmetricKey: {primaryKey: "
                        + groupKey + "}}\n    provisioning: enabled\n");

        Ending plan = command.with("MUSTER_CONNECTION", "HostName=x.invalid;SharedAccessKeyName=a;SharedAccessKey=YQ==")
                .run("plan", bad);

        assertEquals(3, plan.exitCode(), plan::said);
        assertTrue(
                plan.err().contains("4:66: groups.presses.attestation.symmetricKey.primaryKey: must be a reference"),
                plan::said);
        assertTrue(plan.err().contains("5:5: groups.presses.provisioning: is not known here"), plan::said);
        assertFalse(plan.said().contains(groupKey), "the secret is repeated");
    }

    @Test
    @DisplayName("a token of the directory serves as well, as far as its roles go")
    void token() throws IOException {
        command.without("MUSTER_CONNECTION")
                .with("MUSTER_TOKEN", stack.issuer().oldToken("contributor", 0))
                .with("MUSTER_SERVICE", stack.serviceHost())
                .with("MUSTER_ENDPOINT", stack.edge().toString());
        Path own = Files.writeString(
                folder.resolve("own.yaml"),
                "version: 1\nenrollments:\n  by-token: {attestation: {type: symmetricKey}}\n");

        applied(own);
        unchanged(own);
        Ending more = command.run("plan", fleet);

        assertEquals(1, more.exitCode(), more::said);
        assertTrue(more.err().contains("status 403"), more::said);
        assertEquals(204, service.delete("/enrollments/by-token").status());
    }

    /** Takes away everything in the scope, the second hub too: the next apply links it and names it at once. */
    private void bare() throws IOException {
        String text = whole();
        String hub = "    " + second.host() + ":";
        String without = text.lines().filter(line -> !line.contains(hub)).reduce("", (all, line) -> all + line + "\n");
        Path file = Files.writeString(
                folder.resolve("bare.yaml"), without.substring(0, without.indexOf("  policies:")) + "groups: {}\n");
        Ending ending = command.run("apply", file, "--prune");
        assertEquals(0, ending.exitCode(), ending::said);
    }

    private void applied(Path description) {
        Ending apply = command.run("apply", description);
        assertEquals(0, apply.exitCode(), apply::said);
    }

    private void unchanged(Path description) {
        Ending plan = command.run("plan", description);
        assertTrue(plan.out().contains("Nothing to do: the service is as described."), plan::said);
        assertEquals(0, command.run("drift", description).exitCode());
    }

    private Answer disabled(String group) {
        return service.replace(
                "/enrollmentGroups/" + group,
                service.get("/enrollmentGroups/" + group).body().replace("\"enabled\"", "\"disabled\""));
    }

    private void changedKey() {
        String body = service.get("/enrollmentGroups/presses").body();
        Answer changed = service.replace(
                "/enrollmentGroups/presses",
                body.replace(
                        "{\"type\":\"symmetricKey\"}",
                        "{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"" + Names.key(32) + "\"}}"));
        assertEquals(200, changed.status(), changed::toString);
        assertFalse(changed.text(KEY).equals(groupKey), "the key is another now");
    }

    private Answer mechanism() {
        return service.authorized(
                Call.of("POST", "/enrollmentGroups/presses/attestationmechanism" + ServiceApi.VERSION));
    }

    private static String key(Hub hub) {
        return hub.connectionString().replaceAll(".*SharedAccessKey=", "");
    }
}
