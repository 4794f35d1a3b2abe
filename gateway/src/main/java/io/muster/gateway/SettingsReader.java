package io.muster.gateway;

import io.muster.core.edge.EdgeKeys;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.X509TrustManager;

/** Turns command line and environment into settings, or into the list of all that is wrong with them. */
final class SettingsReader {
    private static final String TLS_PASSWORD = "MUSTER_TLS_PASSWORD";
    private static final String EDGE_KEYS = "MUSTER_EDGE_KEYS";
    private static final int HIGHEST_PORT = 65_535;
    /** Some 50 MB of a million registrations (docs/monitoring.md); enough to see where time goes in any fleet of size. */
    private static final int TRACE_PERCENT = 1;

    private static final int LONGEST_WAIT_SECONDS = 3_600;

    /** Clients wait 30 s for an answer, and the app may need some of that. */
    private static final int LONGEST_HOLD_MILLIS = 15_000;

    private final List<String> faults = new ArrayList<>();
    private final Arguments arguments;
    private final Map<String, String> environment;

    private SettingsReader(List<String> args, Map<String, String> environment) {
        this.arguments = Arguments.parse(args, faults);
        this.environment = environment;
    }

    static Settings read(List<String> args, Map<String, String> environment) throws SettingsException {
        return new SettingsReader(args, environment).read();
    }

    private Settings read() throws SettingsException {
        String address = arguments.one("--address").orElse("127.0.0.1");
        int https = arguments.number("--https-port", 0, 0, HIGHEST_PORT);
        int mqtt = arguments.number("--mqtt-port", 0, 0, HIGHEST_PORT);
        int amqp = arguments.number("--amqp-port", 0, 0, HIGHEST_PORT);
        Limits standard = Limits.standard();
        int total = arguments.number("--max-connections", standard.connections(), 1, Integer.MAX_VALUE);
        int perClient =
                arguments.number("--max-connections-per-client", standard.connectionsPerClient(), 1, Integer.MAX_VALUE);
        int tracePercent = arguments.number("--trace-percent", TRACE_PERCENT, 0, 100);
        int hold = arguments.number("--hold-ms", Math.toIntExact(standard.hold().toMillis()), 0, LONGEST_HOLD_MILLIS);
        int drain = arguments.number("--drain-seconds", (int) standard.drain().toSeconds(), 1, LONGEST_WAIT_SECONDS);
        Optional<ServerIdentity> identity = identity();
        List<URI> upstreams = upstreams();
        Optional<EdgeKeys> edgeKeys = edgeKeys();
        Settings.Operations operations = operations();
        Optional<X509TrustManager> upstreamTrust = upstreamTrust();
        if (!faults.isEmpty() || identity.isEmpty() || edgeKeys.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new Settings(
                address,
                https,
                mqtt,
                amqp,
                identity.get(),
                upstreams,
                edgeKeys.get(),
                standard.withConnections(total, perClient)
                        .withDrain(Duration.ofSeconds(drain))
                        .withHold(Duration.ofMillis(hold)),
                tracePercent,
                arguments.has("--exit-on-eof"),
                operations,
                upstreamTrust);
    }

    private Optional<ServerIdentity> identity() {
        try {
            Optional<CertificateFiles> files = certificateFiles();
            return files.isEmpty() ? Optional.empty() : Optional.of(ServerIdentity.read(files.get()));
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            faults.add((arguments.has("--keystore")
                            ? "The key store cannot be read, or not with this password: "
                            : "The certificate cannot be read: ")
                    + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Optional<CertificateFiles> certificateFiles() {
        List<String> certificates = arguments.all("--certificate");
        Optional<String> keystore = arguments.one("--keystore");
        if (!certificates.isEmpty()) {
            if (keystore.isPresent()) {
                faults.add("Give either --keystore or --certificate");
            }
            return Optional.of(new CertificateFiles.PemFiles(
                    certificates.stream().map(Path::of).toList()));
        }
        Optional<String> password = variable(TLS_PASSWORD);
        if (keystore.isEmpty()) {
            faults.add("Option --keystore is missing; or give --certificate, a file of the form PEM");
        }
        if (keystore.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CertificateFiles.Keystore(
                Path.of(keystore.get()), password.get().toCharArray()));
    }

    private Settings.Operations operations() {
        Settings.Operations standard = Settings.Operations.standard();
        int notice = arguments.number("--drain-notice-seconds", 0, 0, LONGEST_WAIT_SECONDS);
        return new Settings.Operations(
                arguments.one("--health-address").orElse(standard.healthAddress()),
                arguments.has("--health-port")
                        ? OptionalInt.of(arguments.number("--health-port", 0, 0, HIGHEST_PORT))
                        : OptionalInt.empty(),
                Duration.ofSeconds(notice),
                standard.reload());
    }

    private Optional<X509TrustManager> upstreamTrust() {
        try {
            Optional<Path> file = arguments.one("--upstream-ca").map(Path::of);
            return file.isEmpty() ? Optional.empty() : Optional.of(TrustFile.read(file.get()));
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            faults.add("The file of --upstream-ca cannot be read, or holds no certificate: "
                    + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private List<URI> upstreams() {
        List<URI> upstreams = new ArrayList<>();
        for (String text : arguments.all("--upstream")) {
            // The text is not repeated: a URL can hold a password.
            upstream(text)
                    .ifPresentOrElse(
                            upstreams::add,
                            () -> faults.add("Option --upstream must be http://host:port or https://host[:port]"));
        }
        if (arguments.all("--upstream").isEmpty()) {
            faults.add("Option --upstream is missing; give one for each functions host");
        }
        return upstreams;
    }

    private static Optional<URI> upstream(String text) {
        try {
            URI uri = new URI(text);
            if (uri.isOpaque()) {
                return Optional.empty();
            }
            boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            boolean tls = "https".equals(uri.getScheme());
            boolean port = (tls && uri.getPort() < 0) || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT);
            boolean known = tls || "http".equals(uri.getScheme());
            return known && bare && plain && port && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<EdgeKeys> edgeKeys() {
        try {
            return variable(EDGE_KEYS).map(EdgeKeys::parse);
        } catch (IllegalArgumentException e) {
            faults.add(EDGE_KEYS + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            faults.add("Environment variable " + name + " is missing");
        }
        return value;
    }
}
