package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Checkov finds nothing but what .checkov.yaml gives a reason for")
class CheckovTest {
    private static final Pattern CRASHED = Pattern.compile("Failed to run check (\\S+)");

    @Test
    void checkov_passes_the_templates() throws JsonProcessingException {
        Tools.Ran ran = Tools.checkov(arguments(Repository.INFRA.toString(), true));

        JsonNode report = new ObjectMapper().readTree(ran.output());
        List<String> failed = new ArrayList<>();
        for (JsonNode each : report.path("results").path("failed_checks")) {
            failed.add(each.path("check_id").asText() + " "
                    + each.path("file_path").asText() + " "
                    + each.path("resource").asText() + ": "
                    + each.path("check_name").asText());
        }
        assertEquals(List.of(), failed);
        assertEquals(0, report.path("summary").path("parsing_errors").asInt());
        assertTrue(report.path("summary").path("passed").asInt() > 40, report.path("summary")::toString);
        Matcher crashed = CRASHED.matcher(ran.errors() + ran.output());
        assertTrue(!crashed.find(), () -> "a check did not run: " + crashed.group(1));
    }

    @Test
    void checkov_finds_an_open_storage_account() throws JsonProcessingException {
        Tools.Ran ran = Tools.checkov(arguments("../src/test/resources/planted", false));

        assertTrue(
                new ObjectMapper()
                                .readTree(ran.output())
                                .path("summary")
                                .path("failed")
                                .asInt()
                        > 0,
                ran.output());
    }

    @Test
    void every_exception_has_a_reason_above_it() {
        List<String> lines =
                Repository.text("infra-bicep/.checkov.yaml").lines().toList();
        List<String> without = new ArrayList<>();
        for (int i = lines.indexOf("skip-check:") + 1; i < lines.size(); i++) {
            String before = lines.get(i - 1).strip();
            if (lines.get(i).strip().startsWith("- CKV") && !before.startsWith("#") && !before.startsWith("- CKV")) {
                without.add(lines.get(i).strip());
            }
        }
        assertEquals(List.of(), without);
    }

    private static List<String> arguments(String folder, boolean exceptions) {
        List<String> arguments =
                new ArrayList<>(List.of("-d", folder, "--framework", "bicep", "-o", "json", "--skip-download"));
        if (exceptions) {
            arguments.addAll(List.of(
                    "--config-file", Repository.INFRA.resolve(".checkov.yaml").toString()));
        }
        return arguments;
    }
}
