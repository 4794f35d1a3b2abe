package io.muster.conformance.upgrade;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes the build that the file {@code previous-build} names by its commit: compiled from the sources in the history against
 * the libraries of the packaged app, and laid out like that. Kept under {@code target}, since a commit does not change.
 */
final class PreviousBuild {
    static final String JAR = "previous.jar";

    private static final List<String> MODULES = List.of("core", "azure", "app");

    private final Path root;
    private final Path work;

    private PreviousBuild(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** The folder of the previous app; skips the test where there is no history. */
    static Path app(Path root, Path target) throws IOException, InterruptedException {
        String commit = Files.readString(root.resolve("tests/conformance/previous-build"))
                .strip();
        History history = new History(root);
        history.require(commit);
        PreviousBuild build = new PreviousBuild(root, target.resolve("previous-build/" + commit));
        if (Files.notExists(build.app().resolve(JAR))) {
            history.extract(commit, "functions", build.work);
            build.compile();
            build.pack();
        }
        build.layOut();
        return build.app();
    }

    /** The folder of the app that this build has packaged. */
    static Path present(Path root) {
        return root.resolve("functions/app/target/azure-functions/muster");
    }

    private Path app() {
        return work.resolve("previous");
    }

    private Path classes() {
        return work.resolve("classes");
    }

    private List<Path> libraries() {
        return files(present(root).resolve("lib"), ".jar").stream()
                .filter(jar -> !jar.getFileName().toString().startsWith("muster-"))
                .toList();
    }

    /** Plainly: what is checked beyond the language was checked when this was the present build. */
    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> classPath = Stream.concat(
                        libraries().stream(),
                        files(root.resolve("local/target/lib"), ".jar").stream()
                                .filter(jar -> jar.getFileName().toString().startsWith("azure-functions-java-")))
                .toList();
        List<Path> sources = MODULES.stream()
                .flatMap(module -> files(main(module).resolve("java"), ".java").stream())
                .toList();
        Files.createDirectories(classes());
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes().toString(),
                    "-cp",
                    classPath.stream().map(Path::toString).collect(Collectors.joining(pathSeparator())),
                    "-proc:none",
                    "-parameters",
                    "-nowarn",
                    "--release",
                    "17");
            if (!compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IOException("the previous build does not compile:\n" + messages);
            }
        }
    }

    /** All modules in one jar, as the host takes the jar of the functions and what lies beside it. */
    private void pack() throws IOException {
        Files.createDirectories(app());
        Path next = app().resolve(JAR + ".new");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(next))) {
            add(jar, classes());
            for (String module : MODULES) {
                add(jar, main(module).resolve("resources"));
            }
        }
        Files.move(next, app().resolve(JAR), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the present build may have changed since the jar was made is laid out each time. */
    private void layOut() throws IOException {
        Files.copy(
                work.resolve("functions/app/host.json"),
                app().resolve("host.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Path lib = Files.createDirectories(app().resolve("lib"));
        for (Path former : files(lib, ".jar")) {
            Files.delete(former);
        }
        List<Path> libraries = libraries();
        for (Path library : libraries) {
            Files.copy(library, lib.resolve(library.getFileName()));
        }
        FunctionFiles.write(app(), libraries);
    }

    private Path main(String module) {
        return work.resolve("functions/" + module + "/src/main");
    }

    private static void add(JarOutputStream jar, Path folder) throws IOException {
        for (Path file : files(folder, "")) {
            jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, jar);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pathSeparator() {
        return System.getProperty("path.separator");
    }
}
