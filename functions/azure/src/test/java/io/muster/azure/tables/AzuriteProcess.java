package io.muster.azure.tables;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One Azurite, table service only and in memory, for all tests of this JVM. */
final class AzuriteProcess {
    private static final Lazy<AzuriteProcess> SHARED = new Lazy<>(AzuriteProcess::startWhereFree);
    private static final String ACCOUNT = "muster";
    private static final int STARTS = 3;

    private final String connectionString;

    private AzuriteProcess(int port, String key) {
        connectionString = "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key
                + ";TableEndpoint=http://127.0.0.1:" + port + "/" + ACCOUNT;
    }

    static String connectionString() {
        return SHARED.get().connectionString;
    }

    private static AzuriteProcess startWhereFree() {
        try {
            List<String> said = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                // Azurite cannot say which port it took, so one is picked for it; another process may be quicker.
                Optional<AzuriteProcess> started = start(freePort(), said);
                if (started.isPresent()) {
                    return started.get();
                }
            }
            throw new IllegalStateException("Azurite does not start: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<AzuriteProcess> start(int port, List<String> said) throws IOException {
        byte[] bytes = new byte[64];
        new SecureRandom().nextBytes(bytes);
        String key = Base64.getEncoder().encodeToString(bytes);
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                installed().resolve("dist/src/table/main.js").toString(),
                "--tableHost",
                "127.0.0.1",
                "--tablePort",
                String.valueOf(port),
                "--inMemoryPersistence",
                "--skipApiVersionCheck",
                "--silent",
                "--disableTelemetry");
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        Process process =
                builder.directory(new File("target")).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return ready(process, said) ? Optional.of(new AzuriteProcess(port, key)) : Optional.empty();
    }

    private static boolean ready(Process process, List<String> said) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.contains("successfully started")) {
            said.add(line);
            line = output.readLine();
        }
        return line != null;
    }

    private static Path installed() throws IOException {
        Path home = home();
        Path azurite = home.resolve("node_modules/azurite");
        if (Files.notExists(azurite)) {
            Process install = new ProcessBuilder("npm", "ci")
                    .directory(home.toFile())
                    // Not ours: Surefire talks to its parent over this JVM's streams.
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
            try {
                if (install.waitFor() != 0) {
                    throw new IllegalStateException("npm ci failed in " + home);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Azurite was installed", e);
            }
        }
        return azurite;
    }

    private static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path azurite = folder.resolve("local/azurite");
            if (Files.exists(azurite.resolve("package-lock.json"))) {
                return azurite;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("no local/azurite above the working folder");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
