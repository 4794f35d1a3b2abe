package io.muster.conformance.nodesdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a script of the folder {@code node} against the service, its locked packages installed first if they are not. */
public final class NodeScript {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder =
            Path.of(System.getProperty("muster.root", "../..")).resolve("tests/conformance/node");
    private final LocalStack stack;

    public NodeScript(LocalStack stack) {
        this.stack = stack;
    }

    /** The JSON the script printed; fails when it ends with anything but 0. */
    public JsonNode run(String script) throws IOException, InterruptedException {
        return run(script, Map.of());
    }

    /** The same with more of an environment. */
    public JsonNode run(String script, Map<String, String> more) throws IOException, InterruptedException {
        install();
        return JSON.readTree(execute(List.of("node", "-r", "./ports.js", script), environment(more)));
    }

    /** What is installed keeps the lock file it was made by: a changed one is followed. */
    private void install() throws IOException, InterruptedException {
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules/.installed-by.json");
        if (Files.notExists(installed) || Files.mismatch(lock, installed) >= 0) {
            String unused = execute(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"), Map.of());
            Path unusedToo = Files.copy(lock, installed);
        }
    }

    private Map<String, String> environment(Map<String, String> more) throws IOException {
        int edge = stack.edge().getPort();
        Map<String, String> ports = Map.of(
                stack.deviceHost() + ":443", "127.0.0.1:" + edge,
                stack.serviceHost() + ":443", "127.0.0.1:" + edge,
                stack.deviceHost() + ":8883",
                        "127.0.0.1:" + stack.facts().at("/device/mqtt").asInt(),
                stack.deviceHost() + ":5671",
                        "127.0.0.1:" + stack.facts().at("/device/amqp").asInt());
        Map<String, String> all = new HashMap<>(Map.of(
                "MUSTER_PORTS", JSON.writeValueAsString(ports),
                "NODE_EXTRA_CA_CERTS", stack.facts().path("caFile").asText(),
                "MUSTER_DEVICE_HOST", stack.deviceHost(),
                "MUSTER_ID_SCOPE", stack.idScope(),
                "MUSTER_SERVICE", stack.serviceConnectionString(),
                "MUSTER_NAME", Names.fresh("node")));
        all.putAll(more);
        return all;
    }

    private String execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("node", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String problem = Files.readString(errors);
        Files.delete(errors);
        if (exit != 0) {
            throw new AssertionError(command + " ended with " + exit + ":\n" + problem);
        }
        return out;
    }
}
