package io.muster.local.hub.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON line for each change, appended before the caller is answered, so a kill loses nothing that was acknowledged.
 * It is not forced to the disk: a power cut may lose the end. Opening rewrites the file to one line a device.
 */
public final class FileJournal implements Journal {

    private static final String DELETED = "deleted";

    private final FileChannel channel;
    private final Map<DeviceId, DeviceRecord> found;

    private FileJournal(FileChannel channel, Map<DeviceId, DeviceRecord> found) {
        this.channel = channel;
        this.found = found;
    }

    /** Opens {@code registry.jsonl} of the directory, which is made when it is missing. */
    public static FileJournal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("registry.jsonl");
        Map<DeviceId, DeviceRecord> found = Files.exists(file) ? replay(file) : new TreeMap<>();
        rewrite(file, found);
        return new FileJournal(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND), found);
    }

    @Override
    public List<DeviceRecord> load() {
        return List.copyOf(found.values());
    }

    @Override
    public void put(DeviceRecord device) {
        append(StoredDevice.write(device));
    }

    @Override
    public void delete(DeviceId id) {
        append(Json.object().put(DELETED, id.text()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void append(ObjectNode line) {
        try {
            writeFully(channel, line);
        } catch (IOException e) {
            throw new UncheckedIOException("The registry's journal cannot be written", e);
        }
    }

    private static Map<DeviceId, DeviceRecord> replay(Path file) throws IOException {
        Map<DeviceId, DeviceRecord> found = new TreeMap<>();
        String text = Files.readString(file);
        // A line without its end was being written when the process died, so nobody was told of it.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        for (String line : whole.lines().toList()) {
            ObjectNode entry = Json.readObject(line.getBytes(StandardCharsets.UTF_8));
            if (entry.has(DELETED)) {
                found.remove(new DeviceId(entry.path(DELETED).asText()));
            } else {
                DeviceRecord device = StoredDevice.read(entry);
                found.put(device.id(), device);
            }
        }
        return found;
    }

    private static void rewrite(Path file, Map<DeviceId, DeviceRecord> found) throws IOException {
        Path next = file.resolveSibling("registry.jsonl.new");
        Files.deleteIfExists(next);
        if (Files.getFileStore(file.resolveSibling(".")).supportsFileAttributeView("posix")) {
            // The lines hold device keys.
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (DeviceRecord device : found.values()) {
                writeFully(out, StoredDevice.write(device));
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeFully(FileChannel out, ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
