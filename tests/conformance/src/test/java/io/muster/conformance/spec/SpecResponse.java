package io.muster.conformance.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation may answer under one status.
 *
 * @param schema of the body; none: there is no body
 * @param headers that are defined, by lower-case name; none of them is required
 */
record SpecResponse(Optional<JsonSchema> schema, Map<String, HeaderRule> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A header's schema, and whether its text is to be read as a number first. */
    record HeaderRule(JsonSchema schema, boolean number) {}

    SpecResponse {
        headers = Map.copyOf(headers);
    }

    List<String> faults(Exchange exchange) {
        List<String> faults = new ArrayList<>(bodyFaults(exchange));
        headers.forEach((name, rule) -> exchange.header(name)
                .ifPresent(value -> rule.schema()
                        .validate(node(rule, value))
                        .forEach(fault -> faults.add("header " + name + ": " + value + " " + fault.getMessage()))));
        return faults;
    }

    private List<String> bodyFaults(Exchange exchange) {
        if (schema.isEmpty()) {
            return exchange.body().isEmpty() ? List.of() : List.of("a body where none is defined");
        }
        String type = exchange.header("content-type").orElse("none");
        if (!type.matches("application/json(;.*)?")) {
            return List.of("content type " + type);
        }
        try {
            return schema.get().validate(JSON.readTree(exchange.body())).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("the body is no JSON");
        }
    }

    private static JsonNode node(HeaderRule rule, String value) {
        return rule.number() && value.matches("-?\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                : JsonNodeFactory.instance.textNode(value);
    }
}
