package io.muster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.local.certificates.LocalAuthority;
import io.muster.local.launcher.LocalMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The local command as a process of its own, started as {@code local/run --no-demo} starts it. */
final class LocalStack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path stackFile;
    private final Duration startTime;
    private final SSLContext tls;

    private LocalStack(Process process, Path stackFile, Duration startTime, SSLContext tls) {
        this.process = process;
        this.stackFile = stackFile;
        this.startTime = startTime;
        this.tls = tls;
    }

    /** Returns when the command has printed its READY line. */
    static LocalStack start(Path root, Path target) throws IOException, GeneralSecurityException {
        Path stackFile = Files.createDirectories(target).resolve("stack.json");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "local/target/classes:local/target/lib/*",
                        LocalMain.class.getName(),
                        "--no-demo",
                        "--stack-file",
                        stackFile.toString()))
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("READY ")) {
                Duration startTime = Duration.ofNanos(System.nanoTime() - began);
                Thread drain = new Thread(() -> out.lines().forEach(later -> {}), "local-stdout");
                drain.setDaemon(true);
                drain.start();
                return new LocalStack(process, stackFile, startTime, trusting(stackFile));
            }
        }
        throw new IOException("the local service did not start, see " + target.resolve("logs"));
    }

    /** From the start of the process to its READY line. */
    Duration startTime() {
        return startTime;
    }

    /** What the stack file says now: it changes when a process is started again. */
    JsonNode facts() throws IOException {
        return JSON.readTree(stackFile.toFile());
    }

    Path stackFile() {
        return stackFile;
    }

    /** Trusts the service's own authority and nobody else. */
    SSLContext tls() {
        return tls;
    }

    LightClient connect() throws IOException {
        JsonNode device = facts().path("device");
        return new LightClient(
                tls.getSocketFactory(),
                device.path("address").asText(),
                device.path("https").asInt());
    }

    private static SSLContext trusting(Path stackFile) throws IOException, GeneralSecurityException {
        Path trust = Path.of(JSON.readTree(stackFile.toFile()).path("caFile").asText())
                .resolveSibling("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(trust)) {
            store.load(in, LocalAuthority.TRUST_STORE_PASSWORD.toCharArray());
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the local service does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
