package io.muster.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the local service. It ends when the pipe to its stdin does, so none outlives the launcher. */
final class Child implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP_SECONDS = 15;
    private static final int LINES_SHOWN = 20;

    private final String name;
    private final Process process;
    private final JsonNode facts;

    private Child(String name, Process process, JsonNode facts) {
        this.name = name;
        this.process = process;
        this.facts = facts;
    }

    /**
     * Starts the process and waits for its ready line.
     *
     * @throws IOException when it ends without one; the message names its log and shows the end of it
     */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{\"ready\":true")) {
                drain(name, out);
                return new Child(name, process, JSON.readTree(line));
            }
        }
        throw new IOException(name + " did not start, see " + log + ", which ends:\n" + end(log));
    }

    private static String end(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** What the ready line said, such as {@code port}. */
    int fact(String key) {
        return facts.path(key).intValue();
    }

    /** Every number of the ready line by its name: the ports it listens on. */
    Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        facts.properties().stream()
                .filter(fact -> fact.getValue().isInt())
                .forEach(fact -> ports.put(fact.getKey(), fact.getValue().intValue()));
        return ports;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** Asks the process to stop, which every one of them does in an orderly way, and waits; kills it at last. */
    @Override
    public void close() throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.flush();
        } catch (IOException e) {
            // A process that is gone has closed its end of the pipe.
            if (process.isAlive()) {
                throw e;
            }
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(name + " does not stop, killing it");
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(String name, BufferedReader out) {
        Thread drain = new Thread(() -> out.lines().forEach(line -> {}), name + "-stdout");
        drain.setDaemon(true);
        drain.start();
    }
}
