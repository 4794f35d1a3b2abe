package io.muster.conformance.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Names;
import io.muster.conformance.stack.LocalStack;
import io.muster.conformance.stack.Prerequisite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs programs of the virtual environment in {@code tests/conformance/python} against the service. */
public final class Python {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT =
            Path.of(System.getProperty("muster.root", "../..")).toAbsolutePath().normalize();
    /** Scripts, modules and the virtual environment. */
    static final Path FOLDER = ROOT.resolve("tests/conformance/python");

    /** What the service serves, for clients to read. */
    static final Path OPENAPI = ROOT.resolve("docs/openapi.json");

    private final LocalStack stack;

    public Python(LocalStack stack) {
        this.stack = stack;
    }

    /** How a program ended, and all it printed. */
    record Ended(int exit, String out, String errors) {}

    /** The JSON that a script printed; fails when it ends with anything but 0. */
    public JsonNode script(String script, Map<String, String> more) throws IOException, InterruptedException {
        Ended ended = run("python", FOLDER, List.of(script), more);
        if (ended.exit() != 0) {
            throw new AssertionError(script + " ended with " + ended.exit() + ":\n" + ended.errors());
        }
        return JSON.readTree(ended.out());
    }

    /** The JSON that a use of the SDK in {@code provision.py} printed; fails when it ends with anything but 0. */
    JsonNode provision(String use, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MUSTER_SERVICE", stack.serviceConnectionString());
        environment.put("MUSTER_NAME", Names.fresh("python"));
        Ended ended = run("python", FOLDER, List.of("provision.py", use), environment);
        if (ended.exit() != 0) {
            throw new AssertionError(use + " ended with " + ended.exit() + ":\n" + ended.errors());
        }
        return JSON.readTree(ended.out());
    }

    /**
     * Runs a program of the environment to its end, with names and trust as it needs them: the vendor's client goes to port 443
     * of a name that no DNS knows, so it goes through the local service's proxy.
     */
    Ended run(String program, Path workingFolder, List<String> arguments, Map<String, String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(required(program).toString()));
        command.addAll(arguments);
        Path errors = Files.createTempFile("python", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.equalsIgnoreCase("no_proxy"));
        builder.environment().put("HTTPS_PROXY", proxy());
        builder.environment()
                .put("REQUESTS_CA_BUNDLE", stack.facts().path("caFile").asText());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().putAll(more);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String problem = Files.readString(errors);
        Files.delete(errors);
        return new Ended(exit, out, problem);
    }

    /** A program of the environment, or the end of the test: skipped on a user's machine, failed where CI runs. */
    private static Path required(String program) throws IOException {
        Path file = FOLDER.resolve(".venv/bin").resolve(program);
        Prerequisite.require(
                Files.isExecutable(file) && isMadeBy(FOLDER.resolve("requirements.txt")),
                file + " is absent or older than requirements.txt; tests/conformance/python/install makes it");
        return file;
    }

    private static boolean isMadeBy(Path requirements) throws IOException {
        Path made = FOLDER.resolve(".venv/requirements.txt");
        return Files.exists(made) && Files.mismatch(requirements, made) < 0;
    }

    private String proxy() {
        JsonNode map = stack.facts().path("portMap");
        return "http://" + map.path("address").asText() + ":" + map.path("port").asInt();
    }
}
