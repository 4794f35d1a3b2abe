package io.muster.local.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The manners of a process that a supervisor starts: one line of JSON on stdout when it serves, and an orderly stop.
 *
 * <p>A {@code main} opens what it serves and ends with {@link #serve}. Nothing else may
 * write to stdout; logs go to stderr.
 */
public final class ChildProcess {
    private static final Logger LOG = Logger.getLogger(ChildProcess.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChildProcess() {}

    /**
     * Prints {@code {"ready":true, …facts}} as one line on {@code out} and blocks until SIGTERM or SIGINT or, with {@code
     * exitOnEof}, until stdin ends; then closes the given things in order (one that fails does not spare the others) and
     * ends the process: exit code 143 after SIGTERM, 0 after end of file. A supervisor that keeps the write end of stdin
     * open can thus not be outlived, not even after kill -9.
     *
     * @param facts keep their order and must hold no secret
     */
    public static void serve(PrintStream out, Map<String, Object> facts, boolean exitOnEof, AutoCloseable... toClose)
            throws InterruptedException {
        List<AutoCloseable> ordered = List.of(toClose);
        // Before the line: who has read it may send the signal at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAll(ordered), "orderly-stop"));
        out.println(readyLine(facts));
        out.flush();
        if (exitOnEof) {
            drain(System.in);
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    static String readyLine(Map<String, Object> facts) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ready", true);
        line.putAll(facts);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The facts cannot be written as JSON", e);
        }
    }

    static void closeAll(List<AutoCloseable> ordered) {
        for (AutoCloseable each : ordered) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "Could not close " + each.getClass().getName(), e);
            }
        }
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(Level.FINE, "Standard input broke, which counts as its end", e);
        }
    }
}
