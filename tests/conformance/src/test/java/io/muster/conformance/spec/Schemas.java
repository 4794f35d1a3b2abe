package io.muster.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/** Makes JSON Schemas (draft 4) of the schemas in a Swagger 2.0 document, whose dialect differs a little. */
final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V4);

    private final JsonNode definitions;

    Schemas(JsonNode definitions) {
        this.definitions = translated(definitions);
    }

    /** A schema that may point to the document's definitions. */
    JsonSchema of(JsonNode swagger) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-04/schema#");
        // Draft 4 ignores everything beside a $ref, hence the list of one.
        schema.putArray("allOf").add(translated(swagger));
        schema.set("definitions", definitions);
        return FACTORY.getSchema(schema);
    }

    private static JsonNode translated(JsonNode swagger) {
        JsonNode copy = swagger.deepCopy();
        translate(copy);
        return copy;
    }

    private static void translate(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            String format = schema.path("format").asText();
            if (format.equals("int32")) {
                schema.put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
            } else if (format.equals("byte")) {
                schema.put("pattern", "^[A-Za-z0-9+/]*={0,2}$");
            }
            // A policy's rights are listed in one text, of which the definition names the parts (rest.md 8.1).
            if (schema.at("/x-ms-enum/name").asText().equals("AccessRightsDescription")) {
                schema.remove("enum");
            }
            // Definitions that all of the vendor's services share are in files of their own, which are not here.
            if (!schema.path("$ref").asText("#").startsWith("#")) {
                schema.removeAll();
            }
            // The vendor's generator writes "object" for a member of any type: twins hold strings and numbers too.
            if (schema.path("additionalProperties")
                    .equals(JSON.createObjectNode().put("type", "object"))) {
                schema.putObject("additionalProperties");
            }
        }
        node.forEach(Schemas::translate);
    }
}
