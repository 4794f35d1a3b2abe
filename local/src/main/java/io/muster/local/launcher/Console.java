package io.muster.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Lines that steer a running service: {@code restart PROCESS APP}, which is one step of a rolling upgrade. Each is answered
 * with one line. They come from stdin, since only who started the service may choose the code that it runs.
 */
final class Console {
    /** What a line may have done; the exception says why it was not. */
    @FunctionalInterface
    interface Restart {
        long run(String process, Path app) throws IOException;
    }

    private final Restart restart;
    private final PrintStream out;

    Console(Restart restart, PrintStream out) {
        this.restart = restart;
        this.out = out;
    }

    /** Carries the lines out one after the other until their end. */
    void follow(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                out.println(answer(line.strip()));
                out.flush();
            }
        }
    }

    private String answer(String line) {
        // The folder comes last and may hold spaces.
        String[] words = line.split(" +", 3);
        if (words.length != 3 || !words[0].equals("restart")) {
            return "FAILED a line is: restart PROCESS APP";
        }
        try {
            return "RESTARTED " + words[1] + " as process " + restart.run(words[1], Path.of(words[2]));
        } catch (IOException | IllegalArgumentException e) {
            return "FAILED " + e.getMessage();
        }
    }
}
