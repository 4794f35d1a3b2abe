package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "The templates, as far as they can be checked without a compiler; each rule is seen to find a planted defect")
class TemplateTest {
    private static Map<String, BicepFile> templates = Map.of();
    private static Map<String, BicepFile> planted = Map.of();

    @BeforeAll
    static void parse() {
        templates = Bicep.templates();
        planted = Bicep.planted();
        assertTrue(templates.containsKey("main.bicep") && templates.size() > 10, templates.keySet()::toString);
    }

    @Test
    void every_file_is_bicep() {
        finds("is no Bicep", BicepFile::faults, BicepFile::faults, "syntax.bicep");
    }

    @Test
    void every_name_is_declared_and_every_declared_name_is_used() {
        for (String finding : List.of(
                "nothing declares lokation here",
                "nothing declares suffix here",
                "nothing uses unused",
                "no function toLowr")) {
            finds(finding, NameRules::findings, NameRules::findings, "names.bicep");
        }
    }

    @Test
    void names_conditions_and_loops_are_known_when_a_deployment_starts() {
        finds("needs a module's output", NameRules::lateNames, NameRules::lateNames, "modules.bicep");
    }

    @Test
    void modules_are_used_as_they_declare_themselves() {
        for (String finding : List.of(
                "does not give size",
                "has no parameter colour",
                "is of type string and gets one of type int",
                "has no output weight",
                "no file nowhere.bicep")) {
            finds(
                    finding,
                    file -> ModuleRules.findings(file, templates),
                    file -> ModuleRules.findings(file, planted),
                    "modules.bicep");
        }
    }

    @Test
    void secrets_go_to_the_vault_only() {
        for (String finding : List.of(
                "password is to be @secure()",
                "output leak tells a secret",
                "which is not @secure()",
                "account holds a secret",
                "listKeys fetches keys",
                "has a secret as its default")) {
            finds(
                    finding,
                    file -> SecretRules.findings(file, templates),
                    file -> SecretRules.findings(file, planted),
                    "secrets.bicep");
        }
    }

    @Test
    void resources_are_of_known_types_and_versions_with_known_members() {
        ResourceRules rules = ResourceRules.kept();
        for (String finding : List.of("is not on the list", "has no member properties.httpOnly", "needs location")) {
            finds(finding, rules::findings, rules::findings, "resources.bicep");
        }
    }

    private static void finds(
            String finding,
            Function<BicepFile, List<String>> rule,
            Function<BicepFile, List<String>> ruleForPlanted,
            String defective) {
        assertEquals(List.of(), all(rule));
        List<String> found = Stream.ofNullable(planted.get(defective))
                .flatMap(file -> ruleForPlanted.apply(file).stream())
                .toList();
        assertTrue(found.stream().anyMatch(each -> each.contains(finding)), () -> finding + " not among " + found);
    }

    private static List<String> all(Function<BicepFile, List<String>> rule) {
        return templates.values().stream()
                .flatMap(file -> rule.apply(file).stream())
                .sorted()
                .toList();
    }
}
