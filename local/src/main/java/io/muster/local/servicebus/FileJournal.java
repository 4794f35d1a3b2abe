package io.muster.local.servicebus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The journal in {@code DIR/journal.jsonl}: appended to by every commit, rewritten when most of it is history.
 *
 * <p>A commit is written to the operating system before anybody hears of it, but not forced to the disk: that survives a
 * kill -9 of this process at any moment, and may lose the last commits in a power cut. A rewrite and an orderly close
 * are forced.
 */
final class FileJournal implements Journal {
    private static final long SMALLEST_REWRITE = 1 << 20;
    private static final int GROWTH_BEFORE_REWRITE = 4;

    private final Path file;
    private final DirectoryClaim claim;
    private final List<Change> recorded = new ArrayList<>();
    private FileChannel channel;
    private long rewrittenSize;

    private FileJournal(Path file, DirectoryClaim claim) throws IOException {
        this.file = file;
        this.claim = claim;
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        channel.position(channel.size());
    }

    /** Opens the directory's journal for this process alone, with what it held before. */
    static Opened open(Path directory) throws IOException {
        Files.createDirectories(directory);
        DirectoryClaim claim = DirectoryClaim.of(directory);
        Path file = directory.resolve("journal.jsonl");
        List<Change> history = JournalReader.read(file);
        FileJournal journal = new FileJournal(file, claim);
        if (journal.channel.size() == 0) {
            journal.write(JournalCodec.HEADER);
        }
        return new Opened(journal, history);
    }

    /** A journal and the changes that led here. */
    record Opened(Journal journal, List<Change> history) {}

    @Override
    public void record(Change change) {
        recorded.add(change);
    }

    @Override
    public void commit(Supplier<List<Change>> state) {
        if (recorded.isEmpty()) {
            return;
        }
        try {
            write(JournalCodec.line(recorded));
            recorded.clear();
            if (channel.position() > Math.max(SMALLEST_REWRITE, GROWTH_BEFORE_REWRITE * rewrittenSize)) {
                rewrite(state.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }

    @Override
    public void close() {
        try (claim;
                FileChannel last = channel) {
            last.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be closed", e);
        }
    }

    // The old journal stays whole until the new one, complete and on disk, takes its name.
    private void rewrite(List<Change> state) throws IOException {
        Path fresh = file.resolveSibling("journal.new");
        FileChannel old = channel;
        channel = FileChannel.open(
                fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        write(JournalCodec.HEADER);
        for (Change change : state) {
            write(JournalCodec.line(List.of(change)));
        }
        channel.force(true);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        old.close();
        rewrittenSize = channel.position();
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
