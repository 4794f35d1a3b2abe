package io.muster.local.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only the owner may read, since there may be keys in them: made so, not changed to so. */
final class OwnerFiles {
    private OwnerFiles() {}

    /** Opens for writing, keeping the first {@code length} bytes of what is there. */
    static FileChannel open(Path file, long length) throws IOException {
        if (length == 0) {
            // A file left by somebody else would keep its own, wider permissions.
            Files.deleteIfExists(file);
        }
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions(file));
        if (channel.size() < length) {
            channel.close();
            throw new CallFailedException(file + " is shorter than it was: begin anew, without --resume");
        }
        return channel.truncate(length).position(length);
    }

    /** Writes a small file whole or not at all. */
    static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = open(next, 0)) {
            append(channel, content);
            channel.force(true);
        }
        publish(next, file);
    }

    static void append(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            int unused = channel.write(bytes);
        }
    }

    /** Gives a finished file its name. */
    static void publish(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] permissions(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            };
        }
        return new FileAttribute<?>[0];
    }
}
