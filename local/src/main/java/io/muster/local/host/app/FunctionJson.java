package io.muster.local.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What a function's folder says of it; empty trigger for a kind this host does not know. */
record FunctionJson(String name, Path scriptFile, String entryPoint, Optional<Trigger> trigger) {

    static FunctionJson of(Path folder, JsonNode json) {
        String name = folder.getFileName().toString();
        Path scriptFile =
                folder.resolve(json.path("scriptFile").asText("missing.jar")).normalize();
        return new FunctionJson(
                name, scriptFile, json.path("entryPoint").asText(), trigger(name, json.path("bindings")));
    }

    String className() {
        return entryPoint.substring(0, Math.max(0, entryPoint.lastIndexOf('.')));
    }

    private static Optional<Trigger> trigger(String name, JsonNode bindings) {
        return StreamSupport.stream(bindings.spliterator(), false)
                .flatMap(binding -> ofBinding(name, binding).stream())
                .findFirst();
    }

    private static Optional<Trigger> ofBinding(String name, JsonNode binding) {
        return switch (binding.path("type").asText()) {
            case "httpTrigger" ->
                Optional.of(new Trigger.Http(binding.path("route").asText(name), methods(binding.path("methods"))));
            case "serviceBusTrigger" ->
                Optional.of(new Trigger.Queue(
                        binding.path("queueName").asText(),
                        binding.path("connection").asText()));
            case "timerTrigger" ->
                Optional.of(new Trigger.Timer(binding.path("schedule").asText()));
            default -> Optional.empty();
        };
    }

    private static Set<String> methods(JsonNode methods) {
        Collection<String> upper = new TreeSet<>();
        methods.forEach(method -> upper.add(method.asText().toUpperCase(Locale.ROOT)));
        return Set.copyOf(upper);
    }
}
