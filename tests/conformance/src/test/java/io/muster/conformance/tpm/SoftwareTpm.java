package io.muster.conformance.tpm;

import io.muster.conformance.http.Patience;
import io.muster.conformance.stack.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A TPM 2.0 of its own, made by {@code swtpm}: a child process with its state in a temporary folder, reached by a socket in
 * that folder, so that no port can be taken. Closing it ends the process and removes the folder.
 */
final class SoftwareTpm implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Path folder;
    private final Process process;
    private final SocketChannel channel;

    private SoftwareTpm(Path folder, Process process, SocketChannel channel) {
        this.folder = folder;
        this.process = process;
        this.channel = channel;
    }

    /** Starts one, ready when it returns; without swtpm the test ends here. */
    static SoftwareTpm start() {
        Prerequisite.require(Prerequisite.isOnPath("swtpm"), "swtpm is absent; on Debian: apt-get install swtpm");
        try {
            Path folder = Files.createTempDirectory("tpm");
            Process process = run(folder);
            // Should the run be broken off, nothing stays behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new SoftwareTpm(folder, process, connect(folder, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its commands go and its answers come from. */
    SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
            process.destroyForcibly();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("swtpm " + process.pid() + " does not end");
            }
            deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    private static Process run(Path folder) throws IOException {
        List<String> command = List.of(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=" + folder,
                "--server",
                "type=unixio,path=" + folder.resolve("socket"),
                "--flags",
                "not-need-init,startup-clear");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** The first connection it takes says that it is ready, and is the one to be used. */
    private static SocketChannel connect(Path folder, Process process) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        Optional<SocketChannel> open = Patience.until(
                LONGEST_START, () -> tryConnect(address), channel -> channel.isPresent() || !process.isAlive());
        return open.orElseThrow(() -> new IOException("swtpm ended with " + process.exitValue()));
    }

    private static Optional<SocketChannel> tryConnect(UnixDomainSocketAddress address) {
        try {
            return Optional.of(SocketChannel.open(address));
        } catch (IOException e) {
            // Not there yet; whoever asks decides for how long.
            return Optional.empty();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
