package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.infra.BicepFile.Param;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Parameter files and documentation name the template's parameters")
class ParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {"main.parameters.json", "example.parameters.json"})
    void a_parameter_file_gives_what_there_is(String file) throws JsonProcessingException {
        Map<String, Param> params = BicepSettings.template("main.bicep").params();
        JsonNode given = new ObjectMapper()
                .readTree(Repository.text("infra-bicep/" + file))
                .path("parameters");

        for (Map.Entry<String, JsonNode> each : given.properties()) {
            Param param =
                    Objects.requireNonNull(params.get(each.getKey()), "main.bicep has no parameter " + each.getKey());
            JsonNode value = each.getValue().path("value");
            assertEquals(param.type(), typeOf(value), each::getKey);
            boolean reference = value.asText().startsWith("${");
            assertTrue(reference || !param.secure(), () -> each.getKey() + " is a secret written down");
        }
        params.values().stream()
                .filter(each -> each.initial().isEmpty())
                .forEach(each ->
                        assertFalse(given.path(each.name()).isMissingNode(), () -> each.name() + " is not given"));
    }

    @Test
    void the_example_can_be_deployed_from_outside_by_whom_it_names() throws JsonProcessingException {
        JsonNode given = new ObjectMapper()
                .readTree(Repository.text("infra-bicep/example.parameters.json"))
                .path("parameters");

        assertEquals("premium", given.path("hosting").path("value").asText());
        assertFalse(
                given.path("deployerPrincipalId").path("value").asText().isEmpty(), "nobody may upload the package");
        assertFalse(given.has("privateNetwork"), "the upload would be refused from outside");
    }

    @Test
    void every_parameter_is_in_the_documentation() {
        String docs = Repository.text("docs/deploy.md");
        BicepSettings.template("main.bicep")
                .params()
                .keySet()
                .forEach(name ->
                        assertTrue(docs.contains("`" + name + "`"), () -> "docs/deploy.md does not explain " + name));
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> "int";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "";
        };
    }
}
