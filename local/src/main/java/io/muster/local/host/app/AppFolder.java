package io.muster.local.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder azure-functions-maven-plugin leaves: host.json, a folder a function, the app's jar and lib/. */
record AppFolder(HostJson hostJson, List<FunctionJson> functions, Path appJar, List<Path> libraries) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static AppFolder read(Path root) throws StartupException {
        Problems problems = new Problems();
        HostJson hostJson = HostJson.of(json(root.resolve("host.json")), problems);

        List<FunctionJson> functions = new ArrayList<>();
        for (Path folder : list(root)) {
            Path file = folder.resolve("function.json");
            if (Files.exists(file)) {
                functions.add(FunctionJson.of(folder, json(file)));
            }
        }

        List<Path> jars =
                functions.stream().map(FunctionJson::scriptFile).distinct().toList();
        if (jars.size() != 1) {
            problems.add(root + " must hold functions of exactly one jar, not of " + jars);
        } else if (!Files.isRegularFile(jars.get(0))) {
            problems.add("the functions' jar is missing: " + jars.get(0));
        }
        problems.throwIfAny();
        return new AppFolder(hostJson, List.copyOf(functions), jars.get(0), libraries(root.resolve("lib")));
    }

    Set<String> functionClasses() {
        return functions.stream().map(FunctionJson::className).collect(Collectors.toSet());
    }

    private static List<Path> libraries(Path lib) throws StartupException {
        return Files.isDirectory(lib)
                ? list(lib).stream()
                        .filter(file -> file.toString().endsWith(".jar"))
                        .toList()
                : List.of();
    }

    private static List<Path> list(Path folder) throws StartupException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new StartupException("cannot read the folder " + e.getMessage());
        }
    }

    private static JsonNode json(Path file) throws StartupException {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new StartupException("cannot read " + file + ": " + e.getMessage());
        }
    }
}
