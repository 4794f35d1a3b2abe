package io.muster.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

@DisplayName("The Function App as it is deployed")
class PackageTest {
    private static final Path APP = Path.of("../../functions/app/target/azure-functions/muster");

    @BeforeEach
    void itWasPackaged() {
        assumeFalse("true".equals(System.getProperty("functions.skip")), "packaging is skipped in this build");
        assertTrue(Files.isDirectory(APP), APP + " is missing");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(APP)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<Path> jars() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".jar")).toList();
    }

    @Test
    void it_has_a_definition_for_each_function_and_no_local_settings() throws IOException {
        Set<String> functions = new TreeSet<>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            assertFalse(name.startsWith("local.settings"), file.toString());
            if (name.equals("function.json")) {
                functions.add(String.valueOf(APP.relativize(file).getParent()));
            }
        }
        assertEquals(Set.of("Assignment", "Backup", "DeviceApi", "KeyCare", "ZEverythingElse"), functions);
        String host = Files.readString(APP.resolve("host.json"));
        assertTrue(host.contains("Microsoft.Azure.Functions.ExtensionBundle"), host);
    }

    @Test
    void runtime_13_no_class_is_in_two_jars() throws IOException {
        Map<String, List<String>> holders = new HashMap<>();
        for (Path jar : jars()) {
            try (JarFile open = new JarFile(jar.toFile())) {
                open.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.startsWith("META-INF/") && !name.endsWith("module-info.class"))
                        .forEach(name -> holders.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(String.valueOf(jar.getFileName())));
            }
        }
        holders.values().removeIf(found -> found.size() == 1);
        assertEquals(Map.of(), holders);
    }

    @Test
    void runtime_13_nothing_in_it_clashes_with_the_worker(TestReporter reporter) throws IOException {
        List<String> names = jars().stream()
                .map(jar -> String.valueOf(jar.getFileName()))
                .sorted()
                .toList();
        reporter.publishEntry("jars", Integer.toString(names.size()));
        for (String name : names) {
            assertFalse(name.startsWith("gson") || name.startsWith("azure-functions-java-core-library"), name);
            assertFalse(name.startsWith("netty-") || name.startsWith("azure-core-http-netty"), name);
            assertFalse(name.startsWith("junit") || name.endsWith("-tests.jar"), name);
        }
        assertTrue(names.contains("muster-app-0.1.0-SNAPSHOT.jar"), names.toString());
    }
}
