package io.muster.conformance.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The running local service as its stack file describes it. Closing it stops it when this run started it. */
public final class LocalStack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

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
            LocalProcess started = LocalProcess.start(target.resolve("stack"));
            process = Optional.of(started);
            file = started.stackFile();
        }
        LocalStack stack = new LocalStack(file, process);
        ClientSettings.apply(stack.facts, target.resolve("stack"));
        return stack;
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

    /** The whole stack file. */
    public JsonNode facts() {
        return facts;
    }

    /** The process of a part, a new one after it was started again; empty while it is not running. */
    public Optional<ProcessHandle> process(String name) {
        return ProcessHandle.of(read(file).at("/processes/" + name).asLong());
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
