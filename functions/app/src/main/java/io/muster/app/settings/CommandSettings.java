package io.muster.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a command has its settings from: a local service's stack file, or a deployment's settings as the platform lists them
 * ({@code [{"name":…,"value":…}]}) or as local.settings.json has them.
 */
public record CommandSettings(Path file, boolean stack) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_STACK = "--stack";
    private static final String OF_DEPLOYMENT = "--settings";
    /** The others do not bear on stored rows, and in a deployment some only refer to the vault. */
    private static final Set<String> NEEDED = Set.of(
            "MUSTER_LOCAL",
            "MUSTER_ID_SCOPE",
            "MUSTER_SERVICE_HOSTS",
            "MUSTER_TABLES",
            "MUSTER_QUEUE",
            "MUSTER_KEY",
            "MUSTER_VAULT_TOKEN",
            "MUSTER_BACKUPS",
            "MUSTER_BACKUP_DAYS",
            "ServiceBusConnection",
            "ServiceBusConnection__fullyQualifiedNamespace");

    /** Takes its options out of the words. Throws IllegalArgumentException when one has no file. */
    public static CommandSettings taken(Deque<String> words) {
        Optional<Path> stack = option(words, OF_STACK);
        Optional<Path> settings = option(words, OF_DEPLOYMENT);
        if (stack.isPresent() && settings.isPresent()) {
            throw new IllegalArgumentException(OF_STACK + " and " + OF_DEPLOYMENT + " do not go together");
        }
        return settings.map(file -> new CommandSettings(file, false))
                .orElseGet(() -> new CommandSettings(stack.orElse(Path.of("local/target/stack.json")), true));
    }

    private static Optional<Path> option(Deque<String> words, String name) {
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            if (each.next().equals(name)) {
                each.remove();
                if (!each.hasNext()) {
                    throw new IllegalArgumentException(name + " needs a file");
                }
                Path file = Path.of(each.next());
                each.remove();
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** For a local service, this process trusts its authority alone from here on. */
    public Settings read() throws IOException, GeneralSecurityException {
        JsonNode json = json();
        if (stack) {
            trust(Path.of(json.path("caFile").asText()));
            return settings(json.path("functions").path("settings"));
        }
        return settings(json.isArray() ? listed(json) : json.path("Values"));
    }

    private JsonNode json() throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    stack ? "no local service is running: there is no " + file : "there is no " + file);
        } catch (JsonProcessingException e) {
            // Its own message would quote the file.
            throw new IllegalArgumentException(file + " holds no JSON");
        }
    }

    private static JsonNode listed(JsonNode list) {
        Map<String, String> values = new HashMap<>();
        list.forEach(each ->
                values.put(each.path("name").asText(), each.path("value").asText()));
        return JSON.valueToTree(values);
    }

    private static Settings settings(JsonNode values) {
        Map<String, String> environment = new HashMap<>();
        NEEDED.forEach(name -> {
            if (values.path(name).isTextual()) {
                environment.put(name, values.path(name).textValue());
            }
        });
        return Settings.read(environment);
    }

    private static void trust(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }
}
