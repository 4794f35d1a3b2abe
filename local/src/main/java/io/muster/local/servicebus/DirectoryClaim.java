package io.muster.local.servicebus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to be the one process that writes in a directory; the system ends it with the process, however it ends. */
final class DirectoryClaim implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryClaim(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryClaim of(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            if (channel.tryLock() != null) {
                return new DirectoryClaim(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("Another broker of this process uses the data directory", e);
        }
        channel.close();
        throw new IOException("Another process uses the data directory");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
