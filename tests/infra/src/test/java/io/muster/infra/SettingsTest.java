package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Settings: what the code reads, what Bicep sets, local.settings.json.sample and README name the same ones")
class SettingsTest {
    /** A developer's machine only; Settings refuses or does not need them in Azure. */
    private static final Set<String> LOCAL_ONLY = Set.of("MUSTER_LOCAL", "MUSTER_VAULT_TOKEN", "ServiceBusConnection");
    /** What the functions host reads by itself on a developer's machine. */
    private static final Set<String> HOST_LOCALLY = Set.of("FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage");
    /** Read by the platform, the functions host and the telemetry's exporter, not by our code. */
    private static final Set<String> HOST_IN_AZURE = Set.of(
            "AzureWebJobsStorage__accountName",
            "AzureWebJobsStorage__credential",
            "AzureWebJobsStorage__clientId",
            "ServiceBusConnection__credential",
            "ServiceBusConnection__clientId",
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
            "APPLICATIONINSIGHTS_ENABLE_AGENT",
            "JAVA_APPLICATIONINSIGHTS_ENABLE_TELEMETRY",
            "FUNCTIONS_EXTENSION_VERSION",
            "FUNCTIONS_WORKER_RUNTIME",
            "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID");

    private static final Pattern QUOTED =
            Pattern.compile("`([A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]+|ServiceBusConnection)`");

    private static Set<String> code = Set.of();

    @BeforeAll
    static void read() {
        code = CodeSettings.all();
        assertTrue(
                code.size() > 20 && code.contains("MUSTER_TABLES") && code.contains("AZURE_CLIENT_ID"), code::toString);
    }

    @Test
    void bicep_sets_every_setting_that_the_code_reads() {
        assertEquals(
                Set.of(),
                without(code, BicepSettings.names(), LOCAL_ONLY),
                "read by the code and not set in infra-bicep/main.bicep: add a line to musterSettings");
    }

    @Test
    void bicep_sets_nothing_that_nobody_reads() {
        assertEquals(
                Set.of(),
                without(BicepSettings.names(), code, HOST_IN_AZURE),
                "set in infra-bicep and not read by the code, nor listed in this test as the platform's own");
    }

    @Test
    void bicep_sets_nothing_that_is_for_local_mode() {
        Set<String> local = new TreeSet<>(BicepSettings.names());
        local.retainAll(LOCAL_ONLY);
        assertEquals(Set.of(), local);
    }

    @Test
    void the_sample_is_complete_and_has_placeholders_only() throws JsonProcessingException {
        var values = new ObjectMapper()
                .readTree(Repository.text("local.settings.json.sample"))
                .path("Values");
        Set<String> sample = new TreeSet<>();
        values.fieldNames().forEachRemaining(sample::add);
        assertEquals(
                Set.of(),
                without(code, sample, Set.of()),
                "read by the code and missing in local.settings.json.sample");
        assertEquals(
                Set.of(),
                without(sample, code, HOST_LOCALLY),
                "in local.settings.json.sample and not read by the code");
        values.properties().stream()
                .filter(each -> !each.getKey().equals("FUNCTIONS_WORKER_RUNTIME"))
                .forEach(each -> assertTrue(each.getValue().asText().matches("<.+>"), each.getKey()));
    }

    @Test
    void the_table_in_the_readme_is_complete() {
        String readme = Repository.text("README.md");
        int begin = readme.indexOf("\n## Settings\n");
        String section = readme.substring(begin, readme.indexOf("\n## ", begin + 1));
        Set<String> named = quoted(section.lines().filter(line -> line.startsWith("| `")));
        Set<String> first = quoted(section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" |", 2))));
        assertEquals(
                Set.of(), without(code, named, Set.of()), "read by the code and missing in README's table of settings");
        assertEquals(
                Set.of(), without(first, code, Set.of()), "in README's table of settings and not read by the code");
    }

    private static Set<String> quoted(Stream<String> lines) {
        Set<String> names = new TreeSet<>();
        lines.forEach(line -> {
            Matcher matcher = QUOTED.matcher(line);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        });
        return names;
    }

    private static Set<String> without(Set<String> all, Set<String> these, Set<String> those) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(these);
        rest.removeAll(those);
        return rest;
    }
}
