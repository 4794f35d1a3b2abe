package io.muster.conformance.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One published file: the operations of a plane at a version. */
public final class SpecDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode ERROR =
            JSON.createObjectNode().put("$ref", "#/definitions/ProvisioningServiceErrorDetails");

    private final String version;
    private final List<SpecOperation> operations = new ArrayList<>();
    private final SpecResponse error;

    private SpecDocument(String version, JsonNode swagger) {
        this.version = version;
        Schemas schemas = new Schemas(swagger.path("definitions"));
        swagger.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(operation(path.getKey(), method.getKey(), method.getValue(), schemas))));
        this.error = new SpecResponse(Optional.of(schemas.of(ERROR)), Map.of());
    }

    static SpecDocument read(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            return new SpecDocument(name.replace(".json", ""), JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The api-version it defines. */
    public String version() {
        return version;
    }

    public List<SpecOperation> operations() {
        return List.copyOf(operations);
    }

    public Optional<SpecOperation> operation(Exchange exchange) {
        return operations.stream().filter(each -> each.fits(exchange)).findFirst();
    }

    /** The refusal of a path that no operation has. */
    SpecResponse error() {
        return error;
    }

    private static SpecOperation operation(String path, String method, JsonNode node, Schemas schemas) {
        Map<String, SpecResponse> responses = new HashMap<>();
        node.path("responses")
                .properties()
                .forEach(each -> responses.put(each.getKey(), response(each.getValue(), schemas)));
        return new SpecOperation(
                node.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                List.of(path.substring(1).split("/")),
                responses);
    }

    private static SpecResponse response(JsonNode node, Schemas schemas) {
        Map<String, SpecResponse.HeaderRule> headers = new HashMap<>();
        node.path("headers")
                .properties()
                .forEach(each -> headers.put(
                        each.getKey().toLowerCase(Locale.ROOT),
                        new SpecResponse.HeaderRule(
                                schemas.of(each.getValue()),
                                each.getValue().path("type").asText().equals("integer"))));
        return new SpecResponse(
                node.has("schema") ? Optional.of(schemas.of(node.path("schema"))) : Optional.empty(), headers);
    }
}
