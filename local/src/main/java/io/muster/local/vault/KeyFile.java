package io.muster.local.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys in {@code DIR/keys.json}, readable by their owner alone (mode 600) and otherwise in the clear: this is a
 * double for a laptop, not a vault. Each save is a whole new file, forced to the disk before it takes the old one's name.
 */
final class KeyFile implements KeyStorage {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    KeyFile(Path directory) throws IOException {
        Files.createDirectories(directory);
        this.file = directory.resolve("keys.json");
    }

    @Override
    public Map<String, List<KeyVersion>> load() {
        Map<String, List<KeyVersion>> keys = new LinkedHashMap<>();
        if (Files.notExists(file)) {
            return keys;
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (root.path("schema").intValue() != SCHEMA) {
                throw new IOException("The key file has another schema than this version writes");
            }
            root.required("keys").fields().forEachRemaining(key -> keys.put(key.getKey(), versions(key.getValue())));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("The key file cannot be read", e);
        }
    }

    @Override
    public void save(Map<String, List<KeyVersion>> keys) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        ObjectNode all = root.putObject("keys");
        keys.forEach((name, versions) -> {
            ArrayNode array = all.putArray(name);
            versions.forEach(version -> array.addObject()
                    .put("id", version.id())
                    .put("created", version.created().toEpochMilli())
                    .put("pkcs8", version.privateKey().getEncoded()));
        });
        try {
            replace(JSON.writeValueAsBytes(root));
        } catch (IOException e) {
            throw new UncheckedIOException("The key file cannot be written", e);
        }
    }

    private static List<KeyVersion> versions(JsonNode array) {
        List<KeyVersion> versions = new ArrayList<>();
        array.forEach(node -> {
            try {
                Instant created = Instant.ofEpochMilli(node.required("created").longValue());
                versions.add(RsaKeys.restore(
                        node.required("id").textValue(),
                        created,
                        node.required("pkcs8").binaryValue()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return versions;
    }

    // The mode is set as the file is made, so that there is no moment at which others could open it.
    private void replace(byte[] content) throws IOException {
        Path fresh = file.resolveSibling("keys.new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
