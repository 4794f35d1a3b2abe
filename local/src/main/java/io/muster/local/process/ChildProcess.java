package io.muster.local.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The manners of a process that a supervisor starts: one line of JSON on stdout when it serves, and an orderly stop.
 *
 * <p>A {@code main} opens what it serves, calls {@link #ready} once and ends with {@link #awaitStop}. Nothing else may
 * write to stdout; logs go to stderr.
 */
public final class ChildProcess {
    private static final Logger LOG = Logger.getLogger(ChildProcess.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int HAND_OVER_SECONDS = 5;
    private static final CompletableFuture<List<AutoCloseable>> TO_CLOSE = new CompletableFuture<>();

    private ChildProcess() {}

    /**
     * Prints {@code {"ready":true, …facts}} as one line; facts keep their order and must hold no secret. From here on a
     * signal stops the process in order, even one that comes before {@link #awaitStop} is reached.
     */
    public static void ready(Map<String, Object> facts) {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::stop, "orderly-stop"));
        System.out.println(readyLine(facts));
        System.out.flush();
    }

    /**
     * After {@link #ready}: blocks until SIGTERM or SIGINT or, with {@code exitOnEof}, until stdin ends, closes the given things in order
     * (one that fails does not spare the others) and ends the process: exit code 143 after SIGTERM, 0 after end of
     * file. A supervisor that keeps the write end of stdin open can thus not be outlived, not even after kill -9.
     */
    public static void awaitStop(boolean exitOnEof, AutoCloseable... toClose) throws InterruptedException {
        TO_CLOSE.complete(List.of(toClose));
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

    // A signal may fall between the ready line and awaitStop; the main thread is still on its way there, so wait for
    // it.
    private static void stop() {
        try {
            closeAll(TO_CLOSE.get(HAND_OVER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Stopped before anything to close was named", e);
        }
    }

    private static void closeAll(List<AutoCloseable> ordered) {
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
