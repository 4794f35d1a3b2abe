package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The scripts infra-bicep/deploy and infra-bicep/secrets, with az, azd and openssl played by others")
class ScriptsTest {
    private static final List<String> NAMES = List.of(
            "MUSTER_OWNER_PRIMARY_KEY", "MUSTER_OWNER_SECONDARY_KEY", "MUSTER_EDGE_KEYS", "MUSTER_WEBHOOK_KEYS");

    @TempDir
    private Path folder = Path.of(".");

    private record Ran(int exit, String output) {}

    @BeforeEach
    void copy_the_scripts_and_play_the_programs() throws IOException {
        for (String script : List.of("deploy", "secrets")) {
            program("infra-bicep/" + script, Repository.text("infra-bicep/" + script));
        }
        program("infra-bicep/package", "#!/bin/bash\necho zip > \"$ZIP\"\necho gateway > \"$GATEWAY\"\n");
        program("bin/openssl", """
            #!/bin/bash
            [ "$1" != dgst ] || { echo 'd1ge57 *gateway.zip'; exit; }
            printf x >> keys
            [ $(wc -c < keys) -lt $FAILS_AT ] || exit 1
            echo NEW=
            """);
        program("bin/azd", "#!/bin/bash\necho \"azd $*\" >> log\ncat \"$4\" >> kept\n");
        program("bin/sleep", "#!/bin/bash\necho \"sleep $*\" >> log\n");
        program("bin/az", """
            #!/bin/bash
            echo "az $*" >> log
            case "$*" in
              "keyvault list"*) echo kv-1 ;;
              "resource show"*) exit $SHOWN ;;
              "deployment group create"*)
                for each in "$@"; do [[ "$each" != @*secrets.json ]] || cat "${each#@}" >> kept; done ;;
              "deployment group show"*outputs.hosting*) echo premium ;;
              "deployment group show"*outputs.gatewayContainer*)
                if grep -q "deployment group create" log; then echo "$CONTAINER_AFTER"; else echo "$CONTAINER_BEFORE"; fi ;;
              "deployment group show"*) echo told ;;
              "storage blob upload"*) [ $(grep -c "storage blob" log) -gt $REFUSALS ] ;;
            esac
            """);
        for (String file : List.of("log", "kept")) {
            Files.createFile(folder.resolve(file));
        }
    }

    @Test
    void by_hand_all_four_secrets_are_printed_but_those_that_are_there() throws IOException {
        Ran ran = run("secrets", Map.of("MUSTER_EDGE_KEYS", "e7:OLD="), "--print");

        assertEquals(new Ran(0, """
            export MUSTER_OWNER_PRIMARY_KEY='NEW='
            export MUSTER_OWNER_SECONDARY_KEY='NEW='
            export MUSTER_WEBHOOK_KEYS='w1:NEW='
            """), ran);
    }

    @Test
    void when_openssl_fails_half_way_nothing_is_printed_or_kept() throws IOException {
        Ran printed = run("secrets", Map.of("FAILS_AT", "3"), "--print");
        Ran kept = run("secrets", Map.of("FAILS_AT", "3"));

        assertNotEquals(0, printed.exit());
        assertNotEquals(0, kept.exit());
        assertEquals("", printed.output() + text("log") + text("kept"));
    }

    @Test
    void azd_keeps_what_was_missing_and_sees_no_secret_among_its_arguments() throws IOException {
        Ran ran = run("secrets", Map.of("MUSTER_OWNER_PRIMARY_KEY", "OLD="));

        assertEquals(0, ran.exit());
        assertEquals("""
            MUSTER_OWNER_SECONDARY_KEY='NEW='
            MUSTER_EDGE_KEYS='e1:NEW='
            MUSTER_WEBHOOK_KEYS='w1:NEW='
            MUSTER_MADE_SECRETS='%s'
            """.formatted(String.join(" ", NAMES)), text("kept"));
        assertTrue(text("log").startsWith("azd env set --file "), text("log"));
        assertFalse(text("log").contains("NEW="), text("log"));
    }

    @Test
    void azd_is_not_given_anew_what_was_deleted_once_the_vault_had_it() throws IOException {
        Ran ran = run("secrets", Map.of("MUSTER_MADE_SECRETS", String.join(" ", NAMES)));

        assertEquals(new Ran(0, ""), ran);
        assertEquals("", text("log"));
    }

    @Test
    void a_first_deployment_makes_secrets_and_a_later_one_leaves_those_of_the_vault() throws IOException {
        assertEquals(
                0, run("deploy", Map.of("SHOWN", "3"), "group", "production").exit());
        assertTrue(text("kept").contains("\"ownerPrimaryKey\": {\"value\": \"NEW=\"}"), text("kept"));

        Files.writeString(folder.resolve("kept"), "");
        assertEquals(
                0, run("deploy", Map.of("SHOWN", "0"), "group", "production").exit());
        assertTrue(text("kept").contains("\"ownerPrimaryKey\": {\"value\": \"\"}"), text("kept"));
    }

    @Test
    void nothing_is_deployed_when_the_vault_cannot_be_asked_or_no_secret_be_made() throws IOException {
        Ran unasked = run("deploy", Map.of("SHOWN", "1"), "group", "production");
        Ran unmade = run("deploy", Map.of("SHOWN", "3", "FAILS_AT", "2"), "group", "production");

        assertNotEquals(0, unasked.exit());
        assertTrue(unasked.output().contains("cannot tell whether the vault kv-1 has the secrets"), unasked.output());
        assertNotEquals(0, unmade.exit());
        assertFalse(text("log").contains("deployment group create"), text("log"));
    }

    @Test
    void no_parameter_file_overrides_the_name_of_the_environment() throws IOException {
        run("deploy", Map.of("SHOWN", "0"), "group", "production", "@mine.json", "zoneRedundant=true");

        assertTrue(
                text("log")
                        .contains("--parameters @mine.json zoneRedundant=true"
                                + " --parameters environmentName=production --output none\n"),
                text("log"));
    }

    @Test
    void an_upload_waits_for_its_role_and_not_for_ever() throws IOException {
        Ran late = run("deploy", Map.of("SHOWN", "0", "REFUSALS", "2"), "group", "production");
        assertEquals(0, late.exit(), late.output());
        assertEquals(2, lines("sleep 15"));
        assertEquals(1, lines("az functionapp restart"));

        Files.writeString(folder.resolve("log"), "");
        Ran never = run("deploy", Map.of("SHOWN", "0", "REFUSALS", "1000"), "group", "production");
        assertNotEquals(0, never.exit());
        assertTrue(never.output().contains("the package was not uploaded"), never.output());
        assertEquals(20, lines("az storage blob upload"));
        assertEquals(0, lines("az functionapp restart"));
    }

    @Test
    void a_first_gateways_package_follows_the_deployment_that_makes_its_place() throws IOException {
        Ran ran = run("deploy", Map.of("SHOWN", "0", "CONTAINER_AFTER", "gateways"), "group", "production");

        assertEquals(0, ran.exit(), ran.output());
        assertEquals(
                1,
                lines("az storage blob upload --auth-mode login --overwrite --account-name told"
                        + " --container-name gateways --name muster-gateway-d1ge57.zip"));
        assertTrue(at("deployment group create") < at("--container-name gateways"), text("log"));
        assertTrue(text("log").contains(" gatewayPackage=muster-gateway-d1ge57.zip "), text("log"));
    }

    @Test
    void a_later_ones_is_there_before_the_machines_look_for_it() throws IOException {
        Ran ran = run(
                "deploy",
                Map.of("SHOWN", "0", "CONTAINER_BEFORE", "gateways", "CONTAINER_AFTER", "gateways"),
                "group",
                "production");

        assertEquals(0, ran.exit(), ran.output());
        assertEquals(
                1,
                text("log")
                        .lines()
                        .filter(each -> each.contains("--container-name gateways"))
                        .count());
        assertTrue(at("--container-name gateways") < at("deployment group create"), text("log"));
    }

    @Test
    void without_a_gateway_no_package_of_it_is_uploaded() throws IOException {
        run("deploy", Map.of("SHOWN", "0"), "group", "production");

        assertFalse(text("log").contains("--name muster-gateway-"), text("log"));
    }

    private int at(String part) throws IOException {
        int at = text("log").indexOf(part);
        assertTrue(at >= 0, part);
        return at;
    }

    private Ran run(String script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("infra-bicep/" + script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        Map<String, String> given = builder.environment();
        given.keySet().removeIf(name -> name.startsWith("MUSTER_"));
        given.put("PATH", folder.resolve("bin") + ":" + given.get("PATH"));
        given.putAll(Map.of("FAILS_AT", "100", "REFUSALS", "0", "CONTAINER_BEFORE", "", "CONTAINER_AFTER", ""));
        given.putAll(environment);
        Files.deleteIfExists(folder.resolve("keys"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void program(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private long lines(String start) throws IOException {
        return text("log").lines().filter(each -> each.startsWith(start)).count();
    }
}
