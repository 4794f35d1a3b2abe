package io.muster.fleet.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.fleet.document.Kind;
import io.muster.fleet.document.YamlWriter;
import io.muster.fleet.service.FleetApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/**
 * A service as a description: CA certificates as PEM files beside it, secrets as references that have yet to be filled. No
 * secret is asked for.
 */
public final class Export {
    private static final String FOLDER = "certificates";

    private final Path folder;
    private final Map<Path, String> pems = new LinkedHashMap<>();
    private final Set<String> variables = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", 1);

    private Export(Path folder) {
        this.folder = folder;
    }

    /** Writes the description, over nothing that is there; the answer is what its reader should know. */
    public static List<String> write(FleetApi api, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Export export = new Export(file.toAbsolutePath().resolveSibling(""));
        Inventory inventory = Inventory.all(api);
        export.certificates(inventory);
        export.service(inventory);
        export.enrollments(inventory, Kind.GROUP);
        export.enrollments(inventory, Kind.ENROLLMENT);
        export.writePems();
        Files.writeString(file, export.text(), StandardOpenOption.CREATE_NEW);
        return export.notes;
    }

    /** All files or none: those that hold the same already are left alone, and any other in the way is named. */
    private void writePems() throws IOException {
        Map<Path, String> missing = new LinkedHashMap<>();
        for (Entry<Path, String> pem : pems.entrySet()) {
            byte[] text = pem.getValue().getBytes(StandardCharsets.US_ASCII);
            if (!Files.exists(pem.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                missing.put(pem.getKey(), pem.getValue());
            } else if (!Files.isRegularFile(pem.getKey()) || !Arrays.equals(Files.readAllBytes(pem.getKey()), text)) {
                throw new FileAlreadyExistsException(pem.getKey().toString());
            }
        }
        for (Entry<Path, String> pem : missing.entrySet()) {
            Files.createDirectories(folder.resolve(FOLDER));
            Files.writeString(pem.getKey(), pem.getValue(), StandardOpenOption.CREATE_NEW);
        }
    }

    private void certificates(Inventory inventory) {
        for (Thing thing : inventory.of(Kind.CERTIFICATE).values()) {
            JsonNode properties = thing.told().path("properties");
            byte[] der =
                    Base64.getDecoder().decode(properties.path("certificate").asText());
            pems.put(folder.resolve(FOLDER).resolve(thing.id() + ".pem"), Pem.text(der));
            root.withObjectProperty("certificates")
                    .putObject(thing.id())
                    .put("certificate", "file:" + FOLDER + "/" + thing.id() + ".pem")
                    .put("isVerified", properties.path("isVerified").asBoolean());
        }
    }

    private void service(Inventory inventory) {
        ObjectNode service = root.putObject("service");
        inventory.find(Kind.SERVICE, "service").ifPresent(thing -> service.setAll(thing.state()));
        for (Thing hub : inventory.of(Kind.HUB).values()) {
            ObjectNode described = service.withObjectProperty("hubs").putObject(hub.id());
            described.setAll(hub.state());
            if (hub.state().path("authenticationType").asText().equals("KeyBased")) {
                described.put("connectionString", variable("HUB", hub.id(), "CONNECTION"));
            }
        }
        for (Thing policy : inventory.of(Kind.POLICY).values()) {
            ObjectNode described = service.withObjectProperty("policies").putObject(policy.id());
            described.setAll(policy.state());
            described.put("primaryKey", variable("POLICY", policy.id(), "PRIMARY"));
            described.put("secondaryKey", variable("POLICY", policy.id(), "SECONDARY"));
        }
    }

    private void enrollments(Inventory inventory, Kind kind) {
        for (Thing thing : inventory.of(kind).values()) {
            ObjectNode described = thing.state().deepCopy();
            String word = kind.word().toUpperCase(Locale.ROOT);
            if (described.path("attestation").path("type").asText().equals("symmetricKey")) {
                ObjectNode keys = ((ObjectNode) described.path("attestation")).putObject("symmetricKey");
                keys.put("primaryKey", variable(word, thing.id(), "PRIMARY"));
                keys.put("secondaryKey", variable(word, thing.id(), "SECONDARY"));
            }
            if (described.get("customAllocationDefinition") instanceof ObjectNode webhook
                    && webhook.path("webhookUrl").asText().endsWith("?****")) {
                webhook.put("webhookUrl", variable(word, thing.id(), "WEBHOOK"));
            }
            if (thing.told().has("credentialPolicyName")) {
                notes.add(kind.word() + " " + thing.id() + ": credentialPolicyName is left out, and stays as it is");
            }
            JsonNode x509 = described.path("attestation").path("x509");
            if (x509.has("clientCertificates") || x509.has("signingCertificates")) {
                notes.add(kind.word() + " " + thing.id()
                        + ": its certificate is told by thumbprint only; give its file to create it elsewhere");
            }
            root.withObjectProperty(kind.plural()).set(thing.id(), described);
        }
    }

    /** A name of its own for each secret: what cannot be in a variable's name becomes an underscore. */
    private String variable(String kind, String id, String what) {
        String plain = kind + "_" + id.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT) + "_" + what;
        String name = plain;
        for (int i = 2; !variables.add(name); i++) {
            name = plain + "_" + i;
        }
        return "env:" + name;
    }

    private String text() {
        return "# What was there. Secrets are references: set these variables, or point elsewhere, before creating anything.\n"
                + YamlWriter.text(root);
    }
}
