package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.infra.BicepFile.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Role assignments: the right numbers, no role that can change a resource, and every one in the documentation")
class RolesTest {
    /** From the vendor's list of built-in roles; written down twice on purpose, here and in infra-bicep/roles.json. */
    private static final Map<String, String> BUILT_IN = Map.ofEntries(
            Map.entry("Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
            Map.entry("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
            Map.entry("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"),
            Map.entry("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"),
            Map.entry("Azure Service Bus Data Receiver", "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"),
            Map.entry("Azure Service Bus Data Sender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"),
            Map.entry("Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6"),
            Map.entry("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"),
            Map.entry("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb"),
            Map.entry("IoT Hub Registry Contributor", "4ea46cd5-c1b2-4a8e-910b-273211f9ce47"),
            Map.entry("IoT Hub Twin Contributor", "494bdba2-168f-4f31-a0a1-191d2f7c028c"));

    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @Test
    void every_role_has_the_number_of_its_name() throws JsonProcessingException {
        Map<String, String> kept = new HashMap<>();
        for (JsonNode role : roles()) {
            kept.put(role.path("name").asText(), role.path("id").asText());
        }
        assertEquals(BUILT_IN, kept);
    }

    @Test
    void roles_are_named_from_that_list_and_each_is_assigned() throws JsonProcessingException {
        Set<String> used = new TreeSet<>();
        for (BicepFile file : Bicep.templates().values()) {
            file.tree()
                    .leaves()
                    .filter(each -> each.is("string_content"))
                    .forEach(each -> assertTrue(
                            !each.leaf().matches(GUID), () -> file.name() + ":" + each.line() + " " + each.leaf()));
            file.tree()
                    .all()
                    .filter(each ->
                            each.is("member_expression") && each.child(0).is("member_expression"))
                    .map(each -> each.child(0))
                    .filter(each -> each.child(0).identifiers().toList().equals(List.of("roles")))
                    .forEach(each -> used.add(each.child(1).leaf()));
        }
        Set<String> listed = new TreeSet<>();
        roles().fieldNames().forEachRemaining(listed::add);
        assertEquals(listed, used);
    }

    @Test
    void an_assignment_is_named_by_what_it_is_for_so_that_deploying_again_changes_nothing() {
        int assignments = 0;
        for (BicepFile file : Bicep.templates().values()) {
            for (Part each : file.resources()) {
                if (each.kind().startsWith("Microsoft.Authorization/roleAssignments@")) {
                    assignments++;
                    Node name = each.body().member("name").orElseThrow();
                    assertEquals("guid", name.child(0).leaf(), each::name);
                    assertTrue(each.body().member("scope").isPresent(), () -> each.name() + " reaches the whole group");
                    assertTrue(name.identifiers().anyMatch(given -> given.endsWith("rincipalId")), each::name);
                }
            }
        }
        assertTrue(assignments >= 9, "only " + assignments);
    }

    @Test
    void the_documentation_lists_every_role() {
        String docs = Repository.text("docs/deploy.md");
        BUILT_IN.forEach((name, id) -> assertTrue(
                docs.lines().anyMatch(line -> line.startsWith("| " + name + " |") && line.contains(id)),
                () -> "docs/deploy.md: no row for " + name + " with " + id));
    }

    private static JsonNode roles() throws JsonProcessingException {
        return new ObjectMapper().readTree(Repository.text("infra-bicep/roles.json"));
    }
}
