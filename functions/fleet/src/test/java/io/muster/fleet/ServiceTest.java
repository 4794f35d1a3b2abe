package io.muster.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.Command.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("issue 6.7: hubs, policies and CA certificates as code")
final class ServiceTest {
    /** A self-signed certificate of CN=Example Root. */
    static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBhTCCASugAwIBAgIUL0y03w1EZYPgDB6eP2SEMuygMNcwCgYIKoZIzj0EAwIw
            FzEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2MTEyMzE3MDE1NloYDzIxMjYx
            MDMwMTcwMTU2WjAXMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAAQMJX8a0hM3xK6tq6z6VgCAdriTWaLyV0YpPgaZxJ0dNxQq
            /6dvygKSzwYlhvkYllicUUY7dYUTzKtXLgPSXEkHo1MwUTAdBgNVHQ4EFgQU1VUM
            Cl7Z92aTiW0Oi72JkmhcnXswHwYDVR0jBBgwFoAU1VUMCl7Z92aTiW0Oi72Jkmhc
            nXswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA05HmR9vzgZUo
            J+iEgctEWQExr0CnWMg13UksIqqOKaYCICwxMOgxu7gqUyRo2d8e/sztrbRF5jBM
            +BDFpk5IVLDL
            -----END CERTIFICATE-----
            """;

    private static final String WHOLE = """
            version: 1
            scope: {hubs: ['*'], policies: ['*'], certificates: ['*'], groups: ['*']}
            service:
              allocationPolicy: GeoLatency
              tags: {stage: test}
              hubs:
                one.azure-devices.net: {location: West Europe, connectionString: env:HUB_ONE, allocationWeight: 3}
                two.azure-devices.net: {location: eastus, authenticationType: SystemAssigned}
              policies:
                owner: {rights: [EnrollmentRead, ServiceConfig]}
                line-7: {rights: [EnrollmentRead], primaryKey: file:line-7.key}
            certificates:
              example-root: {certificate: file:root.pem, isVerified: true}
            groups:
              presses:
                attestation: {type: x509, x509: {caReferences: {primary: example-root}}}
                allocationPolicy: custom
                customAllocationDefinition: {webhookUrl: env:WEBHOOK, apiVersion: '2021-10-01'}
                iotHubs: [TWO.azure-devices.net, one.azure-devices.net]
            enrollments:
              press-1:
                attestation: {type: x509, x509: {clientCertificates: {primary: {certificate: file:root.pem}}}}
                allocationPolicy: static
                iotHubs: [one.azure-devices.net]
                reprovisionPolicy: {migrateDeviceData: false}
            """;
    private static final String HUB_KEY = "aHViLW9uZS1rZXktaHViLW9uZQ==";
    private static final String POLICY_KEY = "bGluZS03LWtleS1saW5lLTc=";

    @TempDir
    private Path folder;

    private FakeService service;
    private Command command;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        command = new Command(service, folder);
        command.environment.put(
                "HUB_ONE", "HostName=one.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=" + HUB_KEY);
        command.environment.put("WEBHOOK", "https://choose.example.net/api/choose?code=webhook-code");
        command.write("root.pem", ROOT);
        command.write("line-7.key", POLICY_KEY + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName(
            "all of it: CAs first, then the service in one write, then groups, then enrollments; the second apply is empty")
    void order() {
        Ending apply = command.over(WHOLE, "apply", "--prune");
        Ending again = command.over(WHOLE, "apply", "--prune");

        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(
                List.of(
                        "PUT /service/certificates/example-root",
                        "PUT /service",
                        "PUT /enrollmentGroups/presses",
                        "PUT /enrollments/press-1"),
                service.writes);
        assertTrue(again.out().contains("0 done"), again::said);
        assertEquals(
                "webhook-code",
                stored("/enrollmentgroups/presses")
                        .at("/customAllocationDefinition/webhookUrl")
                        .asText()
                        .replaceAll(".*code=", ""));
        assertEquals(POLICY_KEY, policy("line-7").path("primaryKey").asText());
        assertTrue(
                hub("one.azure-devices.net").path("connectionString").asText().contains(HUB_KEY));
        assertEquals("test", service.service.path("tags").path("stage").asText());
    }

    @Test
    @DisplayName("deletions come in reverse: enrollments and groups before the hubs and CAs that they name")
    void deletions() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        service.writes.clear();
        String bare = WHOLE.substring(0, WHOLE.indexOf("service:"));

        Ending apply = command.over(bare, "apply", "--prune");

        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(
                List.of(
                        "DELETE /enrollmentGroups/presses",
                        "PUT /service",
                        "DELETE /service/certificates/example-root"),
                service.writes);
        assertEquals(0, service.service.at("/properties/iotHubs").size());
        // The policy that the command is connected by stays.
        assertEquals(1, service.service.at("/properties/authorizationPolicies").size());
        assertTrue(apply.exitCode() == 0 && command.over(bare, "plan").out().contains("owner is not described, but"));
    }

    @Test
    @DisplayName("a hub changed by hand is put right, its key and the policies left as they are")
    void hubChanged() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        hub("one.azure-devices.net").put("allocationWeight", 9);

        Ending plan = command.over(WHOLE, "plan");
        Ending apply = command.over(WHOLE, "apply");

        assertTrue(plan.out().contains("~ change hub one.azure-devices.net\n    allocationWeight: 9 -> 3"), plan::said);
        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(3, hub("one.azure-devices.net").path("allocationWeight").asInt());
        assertTrue(
                hub("one.azure-devices.net").path("connectionString").asText().contains(HUB_KEY));
        assertEquals(POLICY_KEY, policy("line-7").path("primaryKey").asText());
    }

    @Test
    @DisplayName("secrets that the service never shows are said to be not compared, and sent with --send-secrets")
    void sendSecrets() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        command.environment.put("WEBHOOK", "https://choose.example.net/api/choose?code=next-code");

        Ending compared = command.over(WHOLE, "plan", "--compare-secrets");
        Ending sent = command.over(WHOLE, "apply", "--send-secrets");

        assertTrue(compared.out().contains("webhookUrl cannot be read back"), compared::said);
        assertTrue(compared.out().contains("connectionString cannot be read back"), compared::said);
        assertEquals(0, sent.exitCode(), sent::said);
        assertTrue(stored("/enrollmentgroups/presses").toString().contains("next-code"));
        for (String secret : List.of("webhook-code", "next-code", HUB_KEY, POLICY_KEY)) {
            assertFalse((compared.said() + sent.said()).contains(secret));
        }
    }

    @Test
    @DisplayName("a service changed by somebody else meanwhile is not overwritten")
    void concurrentChange() {
        service.fail("PUT /service", 412, "");

        Ending apply = command.over(WHOLE, "apply");

        assertEquals(1, apply.exitCode(), apply::said);
        assertTrue(apply.out().contains("done: create certificate example-root"), apply::said);
        assertTrue(apply.out().contains("FAILED: create hub one.azure-devices.net"), apply::said);
        assertTrue(apply.out().contains("if somebody else has changed it since it was read"), apply::said);
        assertTrue(apply.out().contains("not done: create group presses"), apply::said);
    }

    @Test
    @DisplayName(
            "3.20: what a webhook's reference leads to is shown only if it is an https URL; else it is named, not repeated")
    void noWebhook() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        String file = WHOLE.replace("webhookUrl: env:WEBHOOK", "webhookUrl: file:any.txt");
        for (String value : List.of(
                "a-token-of-0123456789",
                "http://choose.example.net/a-token-of-0123456789",
                "https://a-token-of-0123456789@choose.example.net/api",
                "https://a-token-of-0123456789:x",
                "https://choose.example.net/#a-token-of-0123456789",
                "https://choose.example.net/\na-token-of-0123456789",
                "https:a-token-of-0123456789")) {
            command.environment.put("WEBHOOK", value);
            command.write("any.txt", value + "\n");
            for (String action : List.of("plan", "drift", "apply")) {
                Ending variable = command.over(WHOLE, action, "--json");
                Ending text = command.over(file, action);

                assertEquals(1, variable.exitCode(), value);
                assertTrue(variable.err().contains("group presses: env:WEBHOOK is no https URL"), variable::said);
                assertEquals(1, text.exitCode(), value);
                assertTrue(text.err().contains("group presses: file:any.txt is no https URL"), text::said);
                assertFalse((variable.said() + text.said()).contains("a-token-of"), value);
            }
        }
    }

    @Test
    @DisplayName("3.20: a webhook's query is not shown even where the service tells it in the clear")
    void toldQuery() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        service.tellsQueries = true;
        command.environment.put("WEBHOOK", "https://other.example.net/api?code=other-code");

        Ending plan = command.over(WHOLE, "plan");
        Ending json = command.over(WHOLE, "plan", "--json");

        assertTrue(
                plan.out()
                        .contains(
                                "\"https://choose.example.net/api/choose?****\" -> \"https://other.example.net/api?****\""),
                plan::said);
        assertFalse((plan.said() + json.said()).contains("-code"), json::said);
    }

    @Test
    @DisplayName("an instance that does not know the new hub yet is asked again")
    void freshHub() {
        service.fail("PUT /enrollmentGroups/presses", 400, "");

        Ending apply = command.over(WHOLE, "apply");

        assertEquals(0, apply.exitCode(), apply::said);
        assertEquals(1, command.pauses.size());
    }

    @Test
    @DisplayName("a name that leads nowhere is refused before anything is done")
    void danglingNames() {
        Ending hub = command.over(WHOLE.replace("[one.azure-devices.net]", "[three.azure-devices.net]"), "apply");
        Ending ca = command.over(WHOLE.replace("primary: example-root", "primary: other-root"), "apply");

        assertEquals(1, hub.exitCode(), hub::said);
        assertTrue(hub.err().contains("enrollment press-1 names the hub three.azure-devices.net"), hub::said);
        assertTrue(ca.err().contains("group presses names the certificate other-root"), ca::said);
        assertEquals(List.of(), service.writes);
    }

    @Test
    @DisplayName("another attestation type is refused, since the service would refuse it in the midst of the work")
    void otherType() {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        service.writes.clear();

        Ending apply = command.over("version: 1\ngroups: {presses: {attestation: {type: symmetricKey}}}\n", "apply");

        assertEquals(1, apply.exitCode(), apply::said);
        assertTrue(apply.err().contains("attestation.type is x509 and cannot be changed"), apply::said);
        assertEquals(List.of(), service.writes);
    }

    @Test
    @DisplayName("an export describes what is there: its plan is empty, without any secret at hand")
    void export() throws IOException {
        assertEquals(0, command.over(WHOLE, "apply").exitCode());
        command.environment.keySet().retainAll(List.of("MUSTER_CONNECTION"));
        Path file = folder.resolve("out").resolve("fleet.yaml");
        Files.createDirectories(file.getParent());

        Ending export = command.run("export", "--out", file.toString());
        Ending drift = command.run("drift", file.toString());
        Ending again = command.run("export", "--out", file.toString());

        assertEquals(0, export.exitCode(), export::said);
        assertEquals(0, drift.exitCode(), drift::said);
        assertEquals(3, again.exitCode(), again::said);
        String text = Files.readString(file);
        assertTrue(text.contains("connectionString: env:HUB_ONE_AZURE_DEVICES_NET_CONNECTION"), text);
        for (String secret : List.of("webhook-code", HUB_KEY, POLICY_KEY)) {
            assertFalse(text.contains(secret), text);
        }
    }

    private ObjectNode stored(String path) {
        return Objects.requireNonNull(service.enrollments.get(path));
    }

    private ObjectNode hub(String host) {
        return part("iotHubs", "hostName", host);
    }

    private ObjectNode policy(String name) {
        return part("authorizationPolicies", "keyName", name);
    }

    private ObjectNode part(String list, String member, String value) {
        for (JsonNode each : service.service.at("/properties/" + list)) {
            if (each.path(member).asText().equals(value)) {
                return (ObjectNode) each;
            }
        }
        throw new AssertionError("there is no " + value);
    }
}
