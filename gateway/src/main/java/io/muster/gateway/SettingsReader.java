package io.muster.gateway;

import io.muster.core.edge.EdgeKeys;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/** Turns command line and environment into settings, or into the list of all that is wrong with them. */
final class SettingsReader {
    private static final String TLS_PASSWORD = "MUSTER_TLS_PASSWORD";
    private static final String EDGE_KEYS = "MUSTER_EDGE_KEYS";
    private static final int HIGHEST_PORT = 65_535;

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
        int port = number("--https-port", 0, 0, HIGHEST_PORT);
        Limits standard = Limits.standard();
        int total = number("--max-connections", standard.connections(), 1, Integer.MAX_VALUE);
        int perClient = number("--max-connections-per-client", standard.connectionsPerClient(), 1, Integer.MAX_VALUE);
        Optional<X509KeyManager> identity = identity();
        List<URI> upstreams = upstreams();
        Optional<EdgeKeys> edgeKeys = edgeKeys();
        if (!faults.isEmpty() || identity.isEmpty() || edgeKeys.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new Settings(
                address,
                port,
                identity.get(),
                upstreams,
                edgeKeys.get(),
                standard.withConnections(total, perClient),
                arguments.has("--exit-on-eof"));
    }

    private int number(String option, int otherwise, int least, int most) {
        Optional<String> text = arguments.one(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same fault as a number out of range
        }
        faults.add("Option " + option + " must be a number from " + least + " to " + most);
        return otherwise;
    }

    private Optional<X509KeyManager> identity() {
        Optional<String> path = arguments.one("--keystore");
        Optional<String> password = variable(TLS_PASSWORD);
        if (path.isEmpty()) {
            faults.add("Option --keystore is missing");
        }
        if (path.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ServerIdentity.read(Path.of(path.get()), password.get().toCharArray()));
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            faults.add("The key store cannot be read, or not with this password: "
                    + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private List<URI> upstreams() {
        List<URI> upstreams = new ArrayList<>();
        for (String text : arguments.all("--upstream")) {
            // The text is not repeated: a URL can hold a password.
            upstream(text)
                    .ifPresentOrElse(upstreams::add, () -> faults.add("Option --upstream must be http://host:port"));
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
            boolean placed = uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT;
            return "http".equals(uri.getScheme()) && bare && plain && placed ? Optional.of(uri) : Optional.empty();
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
