package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.conformance.http.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The running local service as its stack file describes it. Closing it stops it when this run started it. */
public final class LocalStack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LONGEST_RESTART = Duration.ofSeconds(60);

    private final Path file;
    private final Optional<LocalProcess> process;
    private final JsonNode facts;

    private LocalStack(Path file, Optional<LocalProcess> process) {
        this.file = file;
        this.process = process;
        this.facts = read(file);
    }

    /** Starts the service, or uses the one whose stack file {@code -Dmuster.stack} names; ready when it returns. */
    static LocalStack start() {
        Path target = Path.of(System.getProperty("muster.target", "target")).toAbsolutePath();
        Optional<LocalProcess> process = Optional.empty();
        Path file = Path.of(System.getProperty("muster.stack", ""));
        if (file.toString().isEmpty()) {
            LocalProcess started = LocalProcess.keepingData(target.resolve("stack"));
            process = Optional.of(started);
            file = started.stackFile();
        }
        LocalStack stack = new LocalStack(file, process);
        ClientSettings.apply(stack.facts, target.resolve("stack"));
        return stack;
    }

    /** Starts a service of its own for a test that fills it; to be closed by that test. Clients need {@link #trust}. */
    public static LocalStack ofItsOwn(String name) {
        return ofItsOwn(name, List.of());
    }

    /** @param settings of the app on top of the usual ones, {@code NAME=VALUE} each */
    public static LocalStack ofItsOwn(String name, List<String> settings) {
        Path target = Path.of(System.getProperty("muster.target", "target")).toAbsolutePath();
        List<String> options =
                settings.stream().flatMap(each -> Stream.of("--setting", each)).toList();
        LocalProcess started = LocalProcess.start(target.resolve(name), options);
        return new LocalStack(started.stackFile(), Optional.of(started));
    }

    /**
     * Starts a service of its own for a test that replaces the app under load; to be closed by that test. This JVM's trust
     * is the shared service's, so clients need {@link #trust}.
     *
     * @param app the folder of the app that runs at first
     */
    public static LocalStack ofItsOwn(String name, Path app) {
        Path target = Path.of(System.getProperty("muster.target", "target")).toAbsolutePath();
        LocalProcess started = LocalProcess.start(target.resolve(name), List.of("--commands", "--app", app.toString()));
        return new LocalStack(started.stackFile(), Optional.of(started));
    }

    /** Has a functions host end in its orderly way and start again with the app in this folder; ready when it returns. */
    public void restart(String functionsHost, Path app) {
        long former = pid(functionsHost);
        process.orElseThrow().command("restart " + functionsHost + " " + app);
        long unused = Patience.until(LONGEST_RESTART, () -> pid(functionsHost), pid -> pid != former && pid != 0);
    }

    /** Trusts what this service's CA has issued, and nothing else. */
    public SSLContext trust() {
        return trust(new KeyManager[0]);
    }

    /** The same for a client that shows this chain, leaf first, when it is asked. */
    public SSLContext trustShowing(X509Certificate[] chain, PrivateKey key) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return trust(keys.getKeyManagers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with the client's own way to choose what it shows. */
    public SSLContext trust(KeyManager[] keys) {
        try (InputStream file =
                Files.newInputStream(Path.of(facts.path("caFile").asText()))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String idScope() {
        return facts.path("idScope").asText();
    }

    public String deviceHost() {
        return facts.at("/device/host").asText();
    }

    public String serviceHost() {
        return facts.at("/service/host").asText();
    }

    public String serviceConnectionString() {
        return facts.at("/service/connectionString").asText();
    }

    /** The TLS edge, by a name its certificate holds. */
    public URI edge() {
        return URI.create("https://localhost:" + facts.at("/device/https").asInt());
    }

    /** The HTTP functions hosts behind the edge. */
    public List<URI> functionsHosts() {
        return elements(facts.at("/functions/http")).stream()
                .map(node -> URI.create(node.asText()))
                .toList();
    }

    /** The table store, whose process also counts what it is asked. */
    public URI tables() {
        String connection = facts.at("/table/connectionString").asText();
        int endpoint = connection.indexOf("TableEndpoint=") + "TableEndpoint=".length();
        int end = connection.indexOf(';', endpoint);
        return URI.create(end < 0 ? connection.substring(endpoint) : connection.substring(endpoint, end));
    }

    public List<Hub> hubs() {
        return elements(facts.path("hubs")).stream().map(Hub::new).toList();
    }

    /** The hub of a host name. */
    public Hub hub(String host) {
        return hubs().stream()
                .filter(hub -> hub.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    public Broker broker() {
        return new Broker(facts.path("serviceBus"));
    }

    public Issuer issuer() {
        return new Issuer(facts.path("entra"));
    }

    public String tableConnectionString() {
        return facts.at("/table/connectionString").asText();
    }

    public Path file() {
        return file.toAbsolutePath();
    }

    /** The whole stack file. */
    public JsonNode facts() {
        return facts;
    }

    /** The process of a part, a new one after it was started again; empty while it is not running. */
    public Optional<ProcessHandle> process(String name) {
        return ProcessHandle.of(pid(name));
    }

    /** The process id of a part as the stack file has it now. */
    public long pid(String name) {
        return read(file).at("/processes/" + name).asLong();
    }

    /** Where the service keeps its state, known when this run started it. */
    public Optional<Path> data() {
        return process.map(LocalProcess::data);
    }

    public Path logs() {
        return file.toAbsolutePath().resolveSibling("logs");
    }

    @Override
    public void close() {
        process.ifPresent(LocalProcess::close);
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
