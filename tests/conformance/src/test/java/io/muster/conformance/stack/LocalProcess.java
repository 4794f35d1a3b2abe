package io.muster.conformance.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The local command as a child process, from its first line to its orderly end. */
final class LocalProcess {
    private static final int STOP_SECONDS = 60;
    /** Hub names of 48 characters, the size for which answers are measured. */
    private static final List<String> HUBS =
            List.of("hub-1" + "x".repeat(26) + ".muster.localhost", "hub-2" + "x".repeat(26) + ".muster.localhost");

    private final Path folder;
    private final Process process;

    private LocalProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        // Should the run be broken off, nothing stays behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** As {@link #start}, with its state kept in files that a test may look through. */
    static LocalProcess keepingData(Path folder) {
        return start(folder, List.of("--data", folder.resolve("data").toString()));
    }

    /** @param more options of the local command */
    static LocalProcess start(Path folder, List<String> more) {
        try {
            deleteTree(folder.resolve("data"));
            deleteTree(folder.resolve("logs"));
            Files.createDirectories(folder);
            Path root = Path.of(System.getProperty("muster.root", "../..")).toRealPath();
            List<String> command = command(root, folder);
            command.addAll(more);
            Process process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(folder.resolve("service.err").toFile())
                    .start();
            awaitReady(process, folder);
            return new LocalProcess(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path stackFile() {
        return folder.resolve("stack.json");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Has the service carry out a line, which it takes when it was started with {@code --commands}. */
    void command(String line) {
        try {
            Writer stdin = process.outputWriter(StandardCharsets.UTF_8);
            stdin.write(line + "\n");
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the local service does not stop on SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path root, Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                root.resolve("local/target/classes") + System.getProperty("path.separator")
                        + root.resolve("local/target/lib") + "/*",
                "io.muster.local.launcher.LocalMain",
                "--no-demo",
                "--stack-file",
                folder.resolve("stack.json").toString()));
        HUBS.forEach(hub -> command.addAll(List.of("--hub-host", hub)));
        return command;
    }

    private static void awaitReady(Process process, Path folder) throws IOException {
        Path log = folder.resolve("service.out");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith("READY ")) {
                Files.writeString(log, seen);
                keep(out, log);
                return;
            }
        }
        throw new IOException(
                "the local service did not start:\n" + seen + Files.readString(folder.resolve("service.err")));
    }

    private static void keep(BufferedReader out, Path log) {
        Thread reader = new Thread(
                () -> {
                    try (Writer writer = Files.newBufferedWriter(log, java.nio.file.StandardOpenOption.APPEND)) {
                        out.transferTo(writer);
                    } catch (IOException e) {
                        // The service is gone, and so is its pipe.
                        System.getLogger(LocalProcess.class.getName()).log(System.Logger.Level.DEBUG, "closed", e);
                    }
                },
                "service-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
