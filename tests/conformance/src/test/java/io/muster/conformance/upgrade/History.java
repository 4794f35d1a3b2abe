package io.muster.conformance.upgrade;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What git knows of this source tree's past. */
record History(Path root) {
    /** Returns when the commit is there; a source archive, a shallow clone or a rewritten past cannot have it: skipped. */
    void require(String commit) throws IOException, InterruptedException {
        if (Files.notExists(root.resolve(".git"))) {
            abort("not a git checkout, so there is no previous build to run");
        }
        Result found = git("cat-file", "-e", commit + "^{commit}");
        if (found.status() != 0) {
            abort("git does not give the previous build " + commit + ": " + found.text());
        }
    }

    /** Writes what a folder held at a commit below {@code to}. */
    void extract(String commit, String folder, Path to) throws IOException, InterruptedException {
        Process git = start(List.of("archive", "--format=zip", commit, folder), ProcessBuilder.Redirect.INHERIT);
        try (ZipInputStream zip = new ZipInputStream(git.getInputStream())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = to.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
        if (git.waitFor() != 0) {
            throw new IOException("git archive failed for " + commit);
        }
    }

    private Result git(String... arguments) throws IOException, InterruptedException {
        try {
            Process process = start(List.of(arguments), ProcessBuilder.Redirect.PIPE);
            try (InputStream out = process.getInputStream();
                    InputStream err = process.getErrorStream()) {
                // Both are a line at most, so neither pipe fills while the other is read.
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                        + new String(err.readAllBytes(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), text.strip());
            }
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        }
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect errors) throws IOException {
        // Whoever runs the build need not own the checkout.
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-C", root.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        // A hook that runs the build sets these, for its own repository.
        builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"));
        return builder.start();
    }

    private record Result(int status, String text) {}
}
