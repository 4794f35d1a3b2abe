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
import java.util.Locale;
import java.util.Optional;

/** One Azurite for tables and one for blobs, in memory, for all tests of this JVM; each started when first asked for. */
public final class AzuriteProcess {
    private static final Lazy<AzuriteProcess> TABLES = new Lazy<>(() -> startWhereFree("table"));
    private static final Lazy<AzuriteProcess> BLOBS = new Lazy<>(() -> startWhereFree("blob"));
    private static final String ACCOUNT = "muster";
    private static final int STARTS = 3;

    private final String connectionString;

    private AzuriteProcess(String service, int port, String key) {
        connectionString = "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";"
                + service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1)
                + "Endpoint=http://127.0.0.1:" + port + "/" + ACCOUNT;
    }

    static String connectionString() {
        return TABLES.get().connectionString;
    }

    /** Of the blob service. */
    public static String blobs() {
        return BLOBS.get().connectionString;
    }

    private static AzuriteProcess startWhereFree(String service) {
        try {
            List<String> said = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                // Azurite cannot say which port it took, so one is picked for it; another process may be quicker.
                Optional<AzuriteProcess> started = start(service, freePort(), said);
                if (started.isPresent()) {
                    return started.get();
                }
            }
            throw new IllegalStateException("Azurite does not start: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<AzuriteProcess> start(String service, int port, List<String> said) throws IOException {
        byte[] bytes = new byte[64];
        new SecureRandom().nextBytes(bytes);
        String key = Base64.getEncoder().encodeToString(bytes);
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                installed().resolve("dist/src/" + service + "/main.js").toString(),
                "--" + service + "Host",
                "127.0.0.1",
                "--" + service + "Port",
                String.valueOf(port),
                "--inMemoryPersistence",
                "--skipApiVersionCheck",
                "--silent",
                "--disableTelemetry");
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        Process process =
                builder.directory(new File("target")).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return ready(process, said) ? Optional.of(new AzuriteProcess(service, port, key)) : Optional.empty();
    }

    private static boolean ready(Process process, List<String> said) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.contains("successfully ")) {
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
